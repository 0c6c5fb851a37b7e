import { Alert, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useLineOptions } from "@/api/options";
import { FormDrawer } from "@/components/form/form-drawer";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { TargetSelect } from "@/components/outside/target-select";
import { useSaved } from "@/components/saved/use-saved";
import { useNumberWrites } from "@/features/phone-numbers/api";
import { formatPhone } from "@/lib/phone";

/** A number that the company brings along on a line of its own. */
export default function CreateNumber({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { create, remove } = useNumberWrites();
  const saved = useSaved();
  const trunks = useLineOptions().filter(({ value }) => value.startsWith("trunk:"));
  const form = useForm({
    initialValues: { number: "", line: "", title: "", target: "" },
    validate: { line: (line) => (line === "" ? t("form.required") : null) },
  });
  const save = useSave(form, async (values) => {
    const made = await create(values);
    saved({ title: t("numbers.added", { number: formatPhone(made.number) }), undo: () => remove(made.id, { force: true }) });
    form.resetDirty(values);
    onClose();
  });
  return (
    <FormDrawer title={t("numbers.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      {trunks.length === 0 && <Alert color="yellow" variant="light">{t("numbers.no_trunks")}</Alert>}
      <TextInput label={t("numbers.number")} description={t("numbers.number_hint")} type="tel" required data-autofocus placeholder="+74951234567" {...form.getInputProps("number")} />
      <Select label={t("numbers.line")} description={t("numbers.own_line_hint")} required data={trunks} allowDeselect={false} {...form.getInputProps("line")} value={form.values.line === "" ? null : form.values.line} />
      <TextInput label={t("numbers.title_field")} placeholder={t("numbers.title_example")} {...form.getInputProps("title")} />
      <TargetSelect label={t("numbers.target")} placeholder={t("numbers.no_target")} path="target" inputOf={inputOf(form, false)} />
    </FormDrawer>
  );
}
