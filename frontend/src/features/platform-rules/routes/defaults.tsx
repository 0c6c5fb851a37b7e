import { NumberInput, Select, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useCarrierOptions } from "@/api/options";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { EmergencyWarning } from "@/components/outside/emergency-warning";
import { LineOrder } from "@/components/outside/line-order";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useDefaults, useDefaultsWrite, type Defaults } from "@/features/platform-rules/api";
import { useMay } from "@/session/session";

function DefaultsForm({ defaults }: { defaults: Defaults }) {
  const { t } = useTranslation();
  const write = useDefaultsWrite();
  const saved = useSaved();
  const carriers = useCarrierOptions();
  const isDisabled = !useMay("platform.edit");
  const form = useForm<Defaults>({ initialValues: defaults });
  const save = useSave(form, async (values) => {
    const before = defaults;
    await write(values);
    form.setInitialValues(values);
    saved({ title: t("platform_rules.defaults_saved"), undo: async () => { await write(before); form.setInitialValues(before); form.reset(); } });
  });
  const { value, onChange, ...input } = form.getInputProps("default_carrier") as { value: string; onChange: (value: string) => void };
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("platform_rules.default_carrier")} text={t("platform_rules.default_carrier_text")}>
        <Select
          maw={420} aria-label={t("platform_rules.default_carrier")} placeholder={t("platform_rules.no_default")} data={carriers} searchable clearable disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")}
          clearButtonProps={{ "aria-label": t("table.clear_search") }} {...input} value={value === "" ? null : value} onChange={(next) => { onChange(next ?? ""); }}
        />
      </Section>
      <Section title={t("platform_rules.emergency")} text={t("platform_rules.emergency_text")}>
        <LineOrder value={form.values.emergency_lines} options={carriers} error={form.errors.emergency_lines} emptyText={t("platform_rules.no_emergency")} isDisabled={isDisabled} onChange={(lines) => { form.setFieldValue("emergency_lines", lines); }} />
      </Section>
      <Section title={t("platform_rules.quarantine")} text={t("platform_rules.quarantine_text")}>
        <Stack><NumberInput maw={220} aria-label={t("platform_rules.quarantine")} min={0} max={3650} allowDecimal={false} suffix={` ${t("units.d")}`} disabled={isDisabled} {...form.getInputProps("quarantine_days")} /></Stack>
      </Section>
    </DetailForm>
  );
}

/** What holds where no rule says otherwise: default carrier, lines for emergency calls, rest of numbers. */
export default function DefaultsPage() {
  const { t } = useTranslation();
  const query = useDefaults();
  return (
    <>
      <PageHeader title={t("platform_rules.defaults")} description={t("platform_rules.defaults_text")} />
      <EmergencyWarning hasLink={false} />
      <QueryView query={query}>{(defaults) => <DefaultsForm defaults={defaults} />}</QueryView>
    </>
  );
}
