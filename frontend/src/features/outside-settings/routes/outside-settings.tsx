import { Alert, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { usePhoneNumberOptions } from "@/api/options";
import { useRefresh } from "@/api/refresh";
import type { CallClass, OutsideSettings } from "@/api/types";
import { DetailForm } from "@/components/form/detail-form";
import { inputOf, type InputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { ClassLadder } from "@/components/outside/class-ladder";
import { TargetSelect } from "@/components/outside/target-select";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useMay } from "@/session/session";

type Values = Pick<OutsideSettings, "default_number" | "unknown_target" | "max_channels_in" | "max_channels_out">;

const formValues = ({ default_number, unknown_target, max_channels_in, max_channels_out }: OutsideSettings): Values => ({ default_number, unknown_target, max_channels_in, max_channels_out });

const AFTER = ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[];

function useUpdate() {
  const refresh = useRefresh();
  return async (body: Values) => {
    await api.PATCH("/api/v1/outside-settings/", { body });
    await refresh();
  };
}

/** The company's own limit of calls one way, under the operator's. */
function LimitInput({ name, most, inputs }: { name: "max_channels_in" | "max_channels_out"; most: number; inputs: InputOf }) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={t(`outside.${name}`)} description={most > 0 ? t("outside.operator_limit", { count: most }) : t("outside.no_limit")} inputWrapperOrder={AFTER} min={0} allowDecimal={false} allowNegative={false}
      {...inputs(name) as object}
    />
  );
}

function SettingsForm({ settings }: { settings: OutsideSettings }) {
  const { t } = useTranslation();
  const update = useUpdate();
  const saved = useSaved();
  const numbers = usePhoneNumberOptions();
  const isDisabled = !useMay("outside.edit");
  const form = useForm<Values>({ initialValues: formValues(settings) });
  const input = inputOf(form, isDisabled);
  const save = useSave(form, async (values) => {
    const before = formValues(settings);
    await update(values);
    form.setInitialValues(values);
    saved({ title: t("outside.saved"), undo: async () => { await update(before); form.setInitialValues(before); form.reset(); } });
  });
  const { default_number: shown } = form.values;
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("outside.about")}>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput label={t("outside.area")} description={t("outside.area_hint")} inputWrapperOrder={AFTER} placeholder={t("outside.no_area")} value={settings.area} disabled />
          <Select
            label={t("outside.default_number")} description={t("outside.default_number_hint")} inputWrapperOrder={AFTER} placeholder={t("outside.no_default")} data={numbers} searchable clearable nothingFoundMessage={t("table.nothing_found")}
            clearButtonProps={{ "aria-label": t("table.clear_search") }} {...input("default_number") as object} value={shown === "" ? null : shown} onChange={(value) => { form.setFieldValue("default_number", value ?? ""); }}
          />
          <TargetSelect label={t("outside.unknown_target")} placeholder={t("outside.unknown_none")} path="unknown_target" inputOf={input} />
        </SimpleGrid>
      </Section>
      <Section title={t("outside.limits")} text={t("outside.limits_text")}>
        <Stack>
          <SimpleGrid cols={{ base: 1, xs: 2 }} maw={620}>
            <LimitInput name="max_channels_in" most={settings.operator_max_channels_in} inputs={input} />
            <LimitInput name="max_channels_out" most={settings.operator_max_channels_out} inputs={input} />
          </SimpleGrid>
          {settings.operator_max_channels > 0 && <Text size="sm" c="dimmed">{t("outside.together", { count: settings.operator_max_channels })}</Text>}
        </Stack>
      </Section>
    </DetailForm>
  );
}

/** What all numbers and lines of the company share, and what the operator allows. */
export default function OutsideSettingsPage() {
  const { t } = useTranslation();
  const query = $api.useQuery("get", "/api/v1/outside-settings/");
  return (
    <>
      <PageHeader title={t("outside.title")} description={t("outside.text")} />
      <QueryView query={query}>
        {(settings) => (
          <Stack gap="md">
            {settings.is_restricted && <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={t("outside.restricted")}>{settings.restriction}</Alert>}
            <SettingsForm settings={settings} />
            <Section title={t("outside.ceiling")} text={t("outside.ceiling_text")}>
              <ClassLadder label={t("outside.ceiling")} value={settings.ceiling as CallClass[]} ceiling={settings.ceiling as CallClass[]} isDisabled onChange={() => undefined} />
            </Section>
          </Stack>
        )}
      </QueryView>
    </>
  );
}
