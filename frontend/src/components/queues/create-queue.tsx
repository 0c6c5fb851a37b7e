import { useEffect, useState } from "react";
import { Button, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Queue } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { NEW_QUEUE, QueueFields, QueueMembers, QueueWaiting } from "@/components/queues/queue-fields";
import { useQueueWrites, type QueueValues } from "@/components/queues/queues";
import { useSaved } from "@/components/saved/use-saved";

interface CreateQueueProps {
  onClose: () => void;
  /** Takes the new group where it is needed; absent, its own page is opened. */
  onCreated?: (made: Queue) => void;
}

export default function CreateQueue({ onClose, onCreated }: CreateQueueProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create, remove } = useQueueWrites();
  const saved = useSaved();
  const [isMore, setMore] = useState(false);
  const free = $api.useQuery("get", "/api/v1/numbering/free/", { params: { query: { kind: "queue" } } }, { staleTime: 0, gcTime: 0 });
  const form = useForm<QueueValues>({ initialValues: NEW_QUEUE });
  const { setFieldValue, resetDirty } = form;
  const number = free.data?.number ?? undefined;
  useEffect(() => {
    if (number === undefined) return;
    setFieldValue("number", number);
    resetDirty({ ...NEW_QUEUE, number });
    // Filled once, when the free number arrives.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [number]);
  const save = useSave(form, async (values) => {
    const made = await create(values);
    form.resetDirty(values);
    if (onCreated) { onCreated(made); onClose(); return; }
    onClose();
    saved({ title: t("queues.added", { name: made.name }), undo: () => remove(made.id, { force: true }) });
    await navigate({ to: `/queues/${made.id}` });
  });
  return (
    <FormDrawer title={t("queues.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <QueueFields form={form} isDisabled={false} />
      <Text fw={600}>{t("queues.members")}</Text>
      <QueueMembers form={form} isDisabled={false} />
      <Button variant="subtle" w="fit-content" px={0} aria-expanded={isMore} rightSection={isMore ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />} onClick={() => { setMore(!isMore); }}>{t("queues.waiting")}</Button>
      {isMore && <QueueWaiting form={form} isDisabled={false} />}
    </FormDrawer>
  );
}
