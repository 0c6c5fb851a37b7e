import { useState } from "react";
import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQueueOptions } from "@/api/options";
import type { Queue } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { ServiceFields } from "@/components/outside/service-fields";
import { PageHeader } from "@/components/page-header";
import { QueueFields, QueueMembers, QueueWaiting } from "@/components/queues/queue-fields";
import { useQueueWrites, type QueueValues } from "@/components/queues/queues";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useQueue } from "@/features/queues/api";
import { useMay } from "@/session/session";

const formValues = ({ number, name, description, algorithm, ring_seconds, wait_seconds, wrap_up_seconds, max_length, greeting, music, members, limits, switches }: Queue): QueueValues =>
  ({ number, name, description, algorithm, ring_seconds, wait_seconds, wrap_up_seconds, max_length, greeting, music, members, limits, switches });

function QueueForm({ queue }: { queue: Queue }) {
  const { t } = useTranslation();
  const { update } = useQueueWrites();
  const saved = useSaved();
  const isDisabled = !useMay("queue.edit");
  const form = useForm<QueueValues>({ initialValues: formValues(queue) });
  const save = useSave(form, async (values) => {
    const before = formValues(queue);
    await update(queue.id, values);
    form.setInitialValues(values);
    saved({
      title: t("queues.saved", { name: values.name }),
      undo: async () => { await update(queue.id, before); form.setInitialValues(before); form.reset(); },
    });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("queues.about")}><QueueFields form={form} isDisabled={isDisabled} /></Section>
      <Section title={t("queues.members")} text={t("queues.members_text")}><QueueMembers form={form} isDisabled={isDisabled} /></Section>
      <Section title={t("queues.waiting")} text={t("queues.waiting_text")}><QueueWaiting form={form} isDisabled={isDisabled} /></Section>
      <Section title={t("services.title")} text={t("services.queue_text")}><ServiceFields owner="queue" inputOf={inputOf(form, isDisabled)} /></Section>
    </DetailForm>
  );
}

function QueueView({ queue }: { queue: Queue }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useQueueWrites();
  const saved = useSaved();
  const mayEdit = useMay("queue.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useQueueOptions().filter((option) => option.value !== queue.id);
  return (
    <>
      <PageHeader
        title={`${queue.number} · ${queue.name}`} back={{ to: "/queues", label: t("queues.title") }}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <QueueForm key={queue.id} queue={queue} />
      {isDeleting && (
        <DeleteDialog
          title={t("queues.delete_title", { name: queue.name })} text={t("queues.delete_text")} replacements={others}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(queue.id, query)}
          onDeleted={() => { saved({ title: t("queues.deleted", { name: queue.name }) }); void navigate({ to: "/queues" }); }}
        />
      )}
    </>
  );
}

export default function QueuePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQueue(id);
  return <QueryView query={query}>{(queue) => <QueueView queue={queue} />}</QueryView>;
}
