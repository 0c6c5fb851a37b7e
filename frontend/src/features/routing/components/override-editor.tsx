import { MultiSelect, Radio, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNumberListOptions } from "@/api/options";
import type { OverrideBody } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { PatternGuide } from "@/components/outside/pattern-guide";
import { errorAt, PatternInput, PatternList } from "@/components/outside/pattern-list";
import { TimesEditor } from "@/components/outside/times-editor";

interface OverrideEditorProps {
  title: string;
  initial: OverrideBody;
  isNew: boolean;
  submit: (values: OverrideBody) => Promise<void>;
  onClose: () => void;
}

/** Who, when, and where instead. */
export default function OverrideEditor({ title, initial, isNew, submit, onClose }: OverrideEditorProps) {
  const { t } = useTranslation();
  const lists = useNumberListOptions();
  const [leads, setLeads] = useState<"elsewhere" | "end">(initial.target === "" && !isNew ? "end" : "elsewhere");
  const form = useForm<OverrideBody>({
    initialValues: initial,
    validate: {
      name: (name) => (name.trim() === "" ? t("form.required") : null),
      called: (called) => (called.trim() === "" ? t("form.required") : null),
      target: (target) => (leads === "elsewhere" && target.trim() === "" ? t("form.required") : null),
    },
  });
  const save = useSave(form, async (values) => {
    await submit(leads === "end" ? { ...values, target: "" } : values);
    form.resetDirty(values);
    onClose();
  });
  return (
    <FormDrawer title={title} save={save} isDirty={form.isDirty()} submitLabel={t(isNew ? "common.create" : "common.save")} onClose={onClose}>
      <TextInput label={t("routes.name")} placeholder={t("overrides.name_example")} required data-autofocus {...form.getInputProps("name")} />
      <Switch label={t("routes.is_enabled")} {...form.getInputProps("is_enabled", { type: "checkbox" })} />
      <PatternInput
        isLabelled label={t("overrides.called")} description={t("overrides.called_hint")} required scope="company" value={form.values.called} error={form.errors.called} isDisabled={false}
        onChange={(value) => { form.setFieldValue("called", value); }}
      />
      <PatternList label={t("overrides.callers")} description={t("overrides.callers_hint")} scope="company" value={form.values.callers} errorAt={errorAt(form, "callers")} isDisabled={false} whenEmpty={form.values.lists.length > 0 ? t("overrides.only_lists") : undefined} onChange={(value) => { form.setFieldValue("callers", value); }} />
      <MultiSelect label={t("overrides.lists")} description={t("overrides.lists_hint")} data={lists} searchable nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("lists")} />
      <PatternGuide />
      <div>
        <Text size="sm" fw={600} mb={6}>{t("routes.times")}</Text>
        <TimesEditor value={form.values.times} error={form.errors.times ?? form.errors["times.minutes"]} isDisabled={false} onChange={(value) => { form.setFieldValue("times", value); }} />
      </div>
      <Radio.Group label={t("overrides.leads")} value={leads} onChange={(value) => { setLeads(value as "elsewhere" | "end"); }}>
        <Stack gap="xs" mt="xs">
          <Radio value="elsewhere" label={t("overrides.elsewhere")} />
          <TextInput ml={32} aria-label={t("overrides.target")} type="tel" placeholder={t("reach.target_example")} disabled={leads === "end"} maw={300} {...form.getInputProps("target")} />
          <Radio value="end" label={t("overrides.end")} />
        </Stack>
      </Radio.Group>
      <Textarea label={t("lines.comment")} autosize minRows={1} maxRows={4} {...form.getInputProps("comment")} />
    </FormDrawer>
  );
}
