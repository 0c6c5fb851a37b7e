import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useExtensionOptions, usePhoneNumberOptions } from "@/api/options";
import type { ExpressionCheck } from "@/api/types";
import { CheckPanel, type AskedCall } from "@/components/outside/expression-check";
import { PageHeader } from "@/components/page-header";
import { useSession } from "@/session/session";

async function check(asked: AskedCall): Promise<ExpressionCheck> {
  const { data } = await api.POST("/api/v1/expression-check/", { body: asked });
  return data as ExpressionCheck;
}

/** What would become of a call of the company (000: expression check). */
export default function ExpressionCheckPage() {
  const { t } = useTranslation();
  const { tenant } = useSession();
  const extensions = useExtensionOptions().map(({ label }) => ({ value: label.split(" ", 1)[0] ?? "", label }));
  const numbers = usePhoneNumberOptions();
  return (
    <>
      <PageHeader title={t("check.title")} description={t("check.text")} />
      <CheckPanel company={tenant?.code ?? ""} zone={tenant?.timezone ?? "UTC"} check={check} extensions={extensions} numbers={numbers} hasLinks />
    </>
  );
}
