import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useSession } from "@/session/session";

/** A line of the operator's, to a company that must not know which. */
export const OPERATORS_LINE = "carrier";

const KEPT = { staleTime: 60_000 };

/** What a line is called: `trunk:<name>`, `carrier:<name>`, or one of the operator's. Whoever may not read the titles is told the name. */
export function useLineTitle(): (line: string) => string {
  const { t } = useTranslation();
  const { tenant, permissions } = useSession();
  const { data: own = [] } = $api.useQuery("get", "/api/v1/lines/", {}, { ...KEPT, enabled: tenant !== null && permissions.includes("outside.view") });
  const { data: carriers = [] } = $api.useQuery("get", "/api/v1/platform/lines/", {}, { ...KEPT, enabled: tenant === null && permissions.includes("platform.view") });
  return (line) => {
    if (line === OPERATORS_LINE) return t("calls.operators_line");
    const known = [...own, ...carriers].find((candidate) => candidate.line === line);
    return known?.title ?? line.slice(line.indexOf(":") + 1);
  };
}
