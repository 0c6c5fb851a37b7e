import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { CompanySelect } from "@/components/company-select";
import { CheckPanel } from "@/components/outside/expression-check";
import { PageHeader } from "@/components/page-header";
import { platformCheck, useNumbersOf } from "@/features/platform-rules/api";
import type { UrlSearch } from "@/lib/url-search";

/** What would become of a call of any company (000: expression check). */
export default function PlatformCheckPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tenant = "" } = useSearch({ strict: false }) as UrlSearch;
  const { data } = $api.useQuery("get", "/api/v1/platform/tenants/{code}/", { params: { path: { code: tenant } } }, { enabled: tenant !== "" });
  const numbers = useNumbersOf(tenant);
  const choose = (code: string | null) => { void navigate({ to: ".", replace: true, search: (old: UrlSearch) => ({ ...old, tenant: code ?? "" }) } as never); };
  return (
    <>
      <PageHeader title={t("check.title")} description={t("platform_rules.check_text")} />
      <CheckPanel company={tenant} zone={data?.timezone ?? "UTC"} check={(asked) => platformCheck(tenant, asked)} numbers={tenant === "" ? undefined : numbers} hasLinks={false}>
        <CompanySelect label={t("platform_rules.company")} required maw={420} value={tenant === "" ? null : tenant} onChange={choose} />
      </CheckPanel>
    </>
  );
}
