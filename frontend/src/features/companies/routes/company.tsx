import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Tenant } from "@/api/types";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { TenantStatus } from "@/components/tenant-status";
import { useCompany, useCompanyWrites, type CompanyValues } from "@/features/companies/api";
import { BlockPanel } from "@/features/companies/components/block-panel";
import { CompanyActions, DisabledNotice } from "@/features/companies/components/company-actions";
import { CompanyFields } from "@/features/companies/components/company-fields";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const formValues = ({ code, name, timezone, language, max_users, max_channels }: Tenant): CompanyValues =>
  ({ code, name, timezone, language: language === "en" ? "en" : "ru", max_users, max_channels, admin: { name: "", email: "" } });

function CompanyForm({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const { update } = useCompanyWrites();
  const mayEdit = useMay("platform.edit");
  const form = useForm<CompanyValues>({ initialValues: formValues(tenant) });
  const save = useSave(form, async (values) => {
    const { name, timezone, language, max_users, max_channels } = values;
    await update(tenant.code, { name, timezone, language, max_users, max_channels });
    form.setInitialValues(values);
    notifications.show({ color: "tide", title: t("companies.saved", { name }), message: "" });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("companies.about")}><Stack><CompanyFields form={form} isDisabled={!mayEdit} /></Stack></Section>
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
            <BlockPanel tenant={tenant} mayEdit={mayEdit} />
            <CompanyForm key={tenant.code} tenant={tenant} />
          </Stack>
        </>
      )}
    </QueryView>
  );
}
