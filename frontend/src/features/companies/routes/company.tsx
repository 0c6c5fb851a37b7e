import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CallClass, Tenant } from "@/api/types";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { TenantStatus } from "@/components/tenant-status";
import { useCompany, useCompanyWrites, type CompanyEdit, type CompanyValues } from "@/features/companies/api";
import { BlockPanel } from "@/features/companies/components/block-panel";
import { CompanyActions, DisabledNotice } from "@/features/companies/components/company-actions";
import { CompanyFields } from "@/features/companies/components/company-fields";
import { NumbersPanel, TrunksPanel } from "@/features/companies/components/company-lines";
import { OutsideFields } from "@/features/companies/components/outside-fields";
import { RestrictionPanel } from "@/features/companies/components/restriction-panel";
import { useCompanySaved } from "@/features/companies/use-company-saved";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

function formValues({ code, name, timezone, language, max_users, max_channels, max_channels_in, max_channels_out, max_channels_private, max_voicemails, call_class_ceiling, area_code }: Tenant): CompanyValues {
  const limits = { max_users, max_channels, max_channels_in, max_channels_out, max_channels_private, max_voicemails };
  return { code, name, timezone, language: language === "en" ? "en" : "ru", ...limits, call_class_ceiling: call_class_ceiling as CallClass[], area_code, admin: { name: "", email: "", join: false } };
}

const editOf = ({ code: _code, admin: _admin, ...values }: CompanyValues): CompanyEdit => values;

function CompanyForm({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const { update } = useCompanyWrites();
  const saved = useCompanySaved(tenant.code);
  const mayEdit = useMay("platform.edit");
  const form = useForm<CompanyValues>({ initialValues: formValues(tenant) });
  const save = useSave(form, async (values) => {
    const before = formValues(tenant);
    await update(tenant.code, editOf(values));
    form.setInitialValues(values);
    saved({ title: t("companies.saved", { name: values.name }), undo: async () => { await update(tenant.code, editOf(before)); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("companies.about")}><Stack><CompanyFields form={form} isDisabled={!mayEdit} /></Stack></Section>
      <Section title={t("companies.outside")} text={t("companies.outside_text")}><OutsideFields form={form} isDisabled={!mayEdit} /></Section>
    </DetailForm>
  );
}

function Figures({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { config_state: config } = tenant;
  const live = config.error || (config.applied_at ? t("saved.live_since", { time: formats.moment(config.applied_at) }) : "—");
  const figures: [string, string][] = [
    [t("companies.users"), `${String(tenant.counts.users)} / ${String(tenant.max_users)}`],
    [t("companies.extensions"), String(tenant.counts.extensions)],
    [t("companies.devices"), String(tenant.counts.devices)],
    [t("companies.config"), live],
  ];
  return (
    <Section title={t("companies.figures")}>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {figures.map(([label, value]) => <div key={label}><Text size="xs" c="dimmed">{label}</Text><Text fw={600} className="vpbx-numbers">{value}</Text></div>)}
      </SimpleGrid>
    </Section>
  );
}

export default function CompanyPage() {
  const { t } = useTranslation();
  const { code } = useParams({ strict: false }) as { code: string };
  const query = useCompany(code);
  const mayEdit = useMay("platform.edit");
  return (
    <QueryView query={query}>
      {(tenant) => (
        <>
          <PageHeader
            title={tenant.name} description={tenant.code} back={{ to: "/platform/companies", label: t("companies.title") }}
            badge={<TenantStatus tenant={tenant} />} actions={<CompanyActions tenant={tenant} />}
          />
          <Stack gap="md">
            <DisabledNotice tenant={tenant} />
            <Figures tenant={tenant} />
            <NumbersPanel code={tenant.code} />
            <TrunksPanel code={tenant.code} />
            <BlockPanel tenant={tenant} mayEdit={mayEdit} />
            <RestrictionPanel tenant={tenant} mayEdit={mayEdit} />
            <CompanyForm key={tenant.code} tenant={tenant} />
          </Stack>
        </>
      )}
    </QueryView>
  );
}
