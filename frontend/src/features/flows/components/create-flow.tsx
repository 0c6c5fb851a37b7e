import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useFlowWrites } from "@/features/flows/api";

export default function CreateFlow({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create } = useFlowWrites();
  const form = useForm({ initialValues: { name: "", description: "", template: "" }, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    const made = await create(values);
    form.resetDirty(values);
    onClose();
    await navigate({ to: `/flows/${made.id}` });
  });
  return (
    <FormDrawer title={t("flows.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <TextInput label={t("flows.name")} required data-autofocus {...form.getInputProps("name")} />
      <Textarea label={t("flows.description")} autosize minRows={1} maxRows={4} {...form.getInputProps("description")} />
    </FormDrawer>
  );
}
