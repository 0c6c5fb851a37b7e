import { Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useFlowWrites, type Flow } from "@/features/flows/api";

/** Name and description: what people call the flow, which calls do not notice. */
export default function RenameFlow({ flow, onClose }: { flow: Flow; onClose: () => void }) {
  const { t } = useTranslation();
  const { update } = useFlowWrites();
  const form = useForm({ initialValues: { name: flow.name, description: flow.description }, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    await update(flow.id, values);
    onClose();
  });
  return (
    <FormDrawer title={t("flows.rename")} save={save} isDirty={form.isDirty()} submitLabel={t("common.save")} onClose={onClose}>
      <TextInput label={t("flows.name")} required data-autofocus {...form.getInputProps("name")} />
      <Textarea label={t("flows.description")} autosize minRows={2} maxRows={6} {...form.getInputProps("description")} />
    </FormDrawer>
  );
}
