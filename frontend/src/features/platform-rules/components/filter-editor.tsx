import { SegmentedControl, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { PatternGuide } from "@/components/outside/pattern-guide";
import { errorAt, PatternList } from "@/components/outside/pattern-list";
import type { FilterValues } from "@/features/platform-rules/api";

interface FilterEditorProps {
  title: string;
  initial: FilterValues;
  isNew: boolean;
  submit: (values: FilterValues) => Promise<void>;
  onClose: () => void;
}

/** Calls that the operator refuses to all companies. */
export default function FilterEditor({ title, initial, isNew, submit, onClose }: FilterEditorProps) {
  const { t } = useTranslation();
  const form = useForm<FilterValues>({ initialValues: initial, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => { await submit(values); form.resetDirty(values); onClose(); });
  const directions = ["out", "in"].map((value) => ({ value, label: t(`platform_rules.direction_${value}`) }));
  return (
    <FormDrawer title={title} save={save} isDirty={form.isDirty()} submitLabel={t(isNew ? "common.create" : "common.save")} onClose={onClose}>
      <TextInput label={t("routes.name")} placeholder={t("platform_rules.filter_example")} required data-autofocus {...form.getInputProps("name")} />
      <Switch label={t("routes.is_enabled")} {...form.getInputProps("is_enabled", { type: "checkbox" })} />
      <div>
        <Text size="sm" fw={500} mb={4} id="filter-direction">{t("platform_rules.direction")}</Text>
        <SegmentedControl data={directions} aria-labelledby="filter-direction" {...form.getInputProps("direction")} />
      </div>
      <Text size="sm" c="dimmed">{t("platform_rules.filter_hint")}</Text>
      <PatternList label={t("routes.called")} description={t("routes.called_hint")} scope="platform" value={form.values.called} errorAt={errorAt(form, "called")} isDisabled={false} onChange={(value) => { form.setFieldValue("called", value); }} />
      <PatternList label={t("routes.calling")} description={t("platform_rules.calling_hint")} scope="platform" value={form.values.calling} errorAt={errorAt(form, "calling")} isDisabled={false} onChange={(value) => { form.setFieldValue("calling", value); }} />
      <PatternGuide />
      <Textarea label={t("lines.comment")} autosize minRows={1} maxRows={4} {...form.getInputProps("comment")} />
    </FormDrawer>
  );
}
