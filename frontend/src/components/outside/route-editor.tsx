import { SegmentedControl, SimpleGrid, Stack, Switch, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Option } from "@/api/options";
import type { RouteBody } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { LineOrder } from "@/components/outside/line-order";
import { PatternGuide } from "@/components/outside/pattern-guide";
import { anyErrorAt, errorAt, PatternList } from "@/components/outside/pattern-list";
import { TemplateInput } from "@/components/outside/template-input";
import { TimesEditor } from "@/components/outside/times-editor";
import type { RuleScope } from "@/components/outside/use-judge";

interface FieldsProps {
  form: UseFormReturnType<RouteBody>;
  scope: RuleScope;
  lines: Option[];
}

/** Which calls a route takes. */
function Conditions({ form, scope }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <PatternList label={t("routes.called")} description={t("routes.called_hint")} scope={scope} value={form.values.called} errorAt={errorAt(form, "called")} isDisabled={false} onChange={(value) => { form.setFieldValue("called", value); }} />
      <PatternList label={t("routes.calling")} description={t("routes.calling_hint")} scope={scope} value={form.values.calling} errorAt={errorAt(form, "calling")} isDisabled={false} onChange={(value) => { form.setFieldValue("calling", value); }} />
      <PatternGuide />
      <TagsInput label={t("routes.tags")} description={t("routes.tags_hint")} acceptValueOnBlur splitChars={[",", " "]} {...form.getInputProps("tags")} />
      <div>
        <Text size="sm" fw={600} mb={6}>{t("routes.times")}</Text>
        <TimesEditor value={form.values.times} error={form.errors.times ?? form.errors["times.minutes"]} isDisabled={false} onChange={(value) => { form.setFieldValue("times", value); }} />
      </div>
    </Stack>
  );
}

/** What becomes of the calls that it takes. */
function Consequences({ form, scope, lines }: FieldsProps) {
  const { t } = useTranslation();
  const input = inputOf(form, false);
  const failures = ["stop", "next"].map((value) => ({ value, label: t(`routes.on_failure_${value}`) }));
  return (
    <Stack gap="lg">
      <LineOrder value={form.values.trunks} options={lines} error={anyErrorAt(form, "trunks")} isDisabled={false} onChange={(value) => { form.setFieldValue("trunks", value); }} />
      <div>
        <Text size="sm" fw={600} mb={4} id="on-failure">{t("routes.on_failure")}</Text>
        <SegmentedControl data={failures} aria-labelledby="on-failure" {...form.getInputProps("on_failure")} />
        <Text size="xs" c="dimmed" mt={4}>{t("routes.on_failure_hint")}</Text>
      </div>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TemplateInput label={t("routes.called_template")} whenEmpty={t("routes.template_of_line")} path="called_template" inputOf={input} scope={scope} />
        <TemplateInput label={t("routes.caller_template")} whenEmpty={t("routes.template_of_line")} path="caller_template" inputOf={input} scope={scope} />
      </SimpleGrid>
      <Stack gap="sm">
        {(["is_recorded", "is_private", "is_internal"] as const).map((name) => <Switch key={name} label={t(`routes.${name}`)} description={t(`routes.${name}_hint`)} {...form.getInputProps(name, { type: "checkbox" })} />)}
      </Stack>
    </Stack>
  );
}

interface RouteEditorProps {
  title: string;
  initial: RouteBody;
  scope: RuleScope;
  lines: Option[];
  isNew: boolean;
  submit: (values: RouteBody) => Promise<void>;
  onClose: () => void;
}

/** One row of a route table. */
export default function RouteEditor({ title, initial, scope, lines, isNew, submit, onClose }: RouteEditorProps) {
  const { t } = useTranslation();
  const form = useForm<RouteBody>({ initialValues: initial, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => { await submit(values); form.resetDirty(values); onClose(); });
  return (
    <FormDrawer title={title} save={save} isDirty={form.isDirty()} submitLabel={t(isNew ? "common.create" : "common.save")} onClose={onClose}>
      <TextInput label={t("routes.name")} placeholder={t("routes.name_example")} required data-autofocus {...form.getInputProps("name")} />
      <Switch label={t("routes.is_enabled")} {...form.getInputProps("is_enabled", { type: "checkbox" })} />
      <Text component="h3" fw={650} mt="sm">{t("routes.conditions")}</Text>
      <Conditions form={form} scope={scope} lines={lines} />
      <Text component="h3" fw={650} mt="sm">{t("routes.consequences")}</Text>
      <Consequences form={form} scope={scope} lines={lines} />
      <Textarea label={t("lines.comment")} autosize minRows={1} maxRows={4} {...form.getInputProps("comment")} />
    </FormDrawer>
  );
}
