import { Card, Stack, Table, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { CompanySelect } from "@/components/company-select";
import { EmptyState, QueryView } from "@/components/states";
import { StatusBadge } from "@/components/status-badge";
import { useFormats } from "@/lib/format";
import type { UrlSearch } from "@/lib/url-search";

/** How often the list is read again while somebody looks at it. */
const REFRESH_MS = 5000;

function useStrangers(tenant: string) {
  const query = tenant === "" ? {} : { tenant };
  return $api.useQuery("get", "/api/v1/platform/attempts/", { params: { query } }, { refetchInterval: REFRESH_MS, placeholderData: keepPreviousData });
}

/** Refused attempts to register or call, under names that no device has: of no company, or of the chosen one. */
export default function StrangersAttempts() {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { tenant = "" } = useSearch({ strict: false }) as UrlSearch;
  const query = useStrangers(tenant);
  const choose = (code: string | null) => { void navigate({ to: ".", replace: true, search: (old: UrlSearch) => ({ ...old, tenant: code ?? "" }) } as never); };
  return (
    <Stack>
      <CompanySelect label={t("calls.attempts_of")} placeholder={t("calls.attempts_of_nobody")} clearable clearButtonProps={{ "aria-label": t("table.clear_search") }} maw={360} value={tenant === "" ? null : tenant} onChange={choose} />
      <Card p={0}>
        <QueryView query={query}>
          {(attempts) => (attempts.length === 0 ? <EmptyState icon={IconShieldCheck} title={t("calls.no_attempts")} text={t("calls.no_attempts_text")} /> : (
            <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label={t("calls.attempts_tab")}>
              <Table aria-label={t("calls.attempts_tab")} verticalSpacing="sm" horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr><Table.Th>{t("attempts.at")}</Table.Th><Table.Th>{t("calls.login")}</Table.Th><Table.Th>{t("attempts.reason")}</Table.Th><Table.Th>{t("devices.address")}</Table.Th><Table.Th>{t("devices.agent")}</Table.Th></Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {attempts.map((attempt, index) => (
                    <Table.Tr key={`${attempt.at}-${String(index)}`}>
                      <Table.Td className="vpbx-numbers">{formats.moment(attempt.at)}</Table.Td>
                      <Table.Td><Text size="sm" ff="monospace" style={{ overflowWrap: "anywhere" }}>{attempt.login || "—"}</Text></Table.Td>
                      <Table.Td><StatusBadge tone="bad">{t(`attempts.${attempt.reason}`, attempt.reason)}</StatusBadge></Table.Td>
                      <Table.Td ff="monospace" fz="sm">{attempt.address}{attempt.transport !== "" && <Text span c="dimmed" size="xs"> {attempt.transport.toUpperCase()}</Text>}</Table.Td>
                      <Table.Td><Text size="sm" style={{ overflowWrap: "anywhere" }}>{attempt.agent || "—"}</Text></Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          ))}
        </QueryView>
      </Card>
    </Stack>
  );
}
