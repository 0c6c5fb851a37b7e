import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Attempt, Device } from "@/api/types";
import { Section } from "@/components/section";
import { StaleBadge } from "@/components/stale-badge";
import { QueryView } from "@/components/states";
import { StatusBadge } from "@/components/status-badge";
import { useAttempts } from "@/features/devices/api";
import { useFormats } from "@/lib/format";
import { useLive } from "@/realtime/live";

const SHOWN = 20;

/** Attempts read and attempts seen since, each once, the latest first. */
export function mergeAttempts(read: Attempt[], seen: Attempt[]): Attempt[] {
  const known = new Set<string>();
  return [...seen, ...read]
    .filter((attempt) => {
      const key = `${attempt.at}|${attempt.address}|${attempt.reason}`;
      if (known.has(key)) return false;
      known.add(key);
      return true;
    })
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, SHOWN);
}

function AttemptsTable({ attempts }: { attempts: Attempt[] }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const hintKey = `attempts.hint_${attempts[0]?.reason ?? ""}`;
  if (attempts.length === 0) return <Text size="sm" c="dimmed">{t("attempts.none")}</Text>;
  return (
    <>
      {i18n.exists(hintKey) && <Text size="sm" mb="sm">{t(hintKey)}</Text>}
      <Table.ScrollContainer minWidth={520} type="native" tabIndex={0} role="region" aria-label={t("attempts.title")}>
        <Table aria-label={t("attempts.title")}>
          <Table.Thead><Table.Tr><Table.Th>{t("attempts.at")}</Table.Th><Table.Th>{t("attempts.reason")}</Table.Th><Table.Th>{t("devices.address")}</Table.Th><Table.Th>{t("devices.agent")}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {attempts.map((attempt) => (
              <Table.Tr key={`${attempt.at}${attempt.address}${attempt.reason}`}>
                <Table.Td className="vpbx-numbers">{formats.moment(attempt.at)}</Table.Td>
                <Table.Td><StatusBadge tone={attempt.reason === "ok" ? "good" : "bad"}>{t(`attempts.${attempt.reason}`, attempt.reason)}</StatusBadge></Table.Td>
                <Table.Td ff="monospace" fz="sm">{attempt.address}</Table.Td>
                <Table.Td>{attempt.agent || "—"}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

/** Why is my phone offline: what it tried, as it tries. */
export function Attempts({ device }: { device: Device }) {
  const { t } = useTranslation();
  const query = useAttempts(device.id);
  const live = useLive("company");
  const isThere = live.registrations[device.login]?.state === "registered";
  const seen = live.attempts.filter((attempt) => attempt.login === device.login);
  return (
    <Section title={t(isThere ? "attempts.title_online" : "attempts.title")} text={t("attempts.text")} actions={<StaleBadge live={live} />}>
      <QueryView query={query} rows={3}>{(read) => <AttemptsTable attempts={mergeAttempts(read, seen)} />}</QueryView>
    </Section>
  );
}
