import { useEffect } from "react";
import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useEmployeeOptions } from "@/api/options";
import type { Extension } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { useExtensionWrites } from "@/features/extensions/api";

interface CreateExtensionProps {
  onClose: () => void;
  /** Told of the new one instead of being taken to its page. */
  onCreated?: (made: Extension) => void;
}

export default function CreateExtension({ onClose, onCreated }: CreateExtensionProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const employees = useEmployeeOptions();
  const { create, remove } = useExtensionWrites();
  const saved = useSaved();
  const free = $api.useQuery("get", "/api/v1/numbering/free/", { params: { query: { kind: "extension" } } }, { staleTime: 0, gcTime: 0 });
  const form = useForm({ initialValues: { number: "", display_name: "", employee: null as string | null } });
  const { setFieldValue, resetDirty } = form;
  const number = free.data?.number ?? undefined;
  useEffect(() => {
    if (number === undefined) return;
    setFieldValue("number", number);
    resetDirty({ number, display_name: "", employee: null });
    // Filled once, when the free number arrives.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [number]);
  const save = useSave(form, async (values) => {
    const made = await create(values);
    saved({ title: t("extensions.added", { number: made.number }), undo: () => remove(made.id, { force: true }) });
    form.resetDirty(values);
    if (onCreated) { onCreated(made); return; }
    onClose();
    await navigate({ to: `/extensions/${made.id}` });
  });
  return (
    <FormDrawer title={t("extensions.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <TextInput label={t("extensions.number")} description={t("employees.number_hint")} required inputMode="numeric" data-autofocus {...form.getInputProps("number")} />
      <TextInput label={t("extensions.display_name")} description={t("extensions.display_name_hint")} {...form.getInputProps("display_name")} />
      <Select label={t("extensions.employee")} data={employees} searchable clearable nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("employee")} />
    </FormDrawer>
  );
}
