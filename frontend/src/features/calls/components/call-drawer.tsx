import { Alert, CopyButton, Drawer, Group, SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { CallDetail } from "@/api/types";
import { CallParty } from "@/components/call-party";
import { CallResult } from "@/components/call-result";
import { QueryView } from "@/components/states";
import classes from "@/features/calls/components/call-drawer.module.css";
import { formatDuration, useFormats } from "@/lib/format";

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return <div><Text size="xs" c="dimmed">{label}</Text><div>{children}</div></div>;
}

function Facts({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SimpleGrid cols={2} verticalSpacing="md">
      <Fact label={t("calls.from")}><CallParty party={call.from} /></Fact>
      <Fact label={t("calls.to")}><CallParty party={call.to} /></Fact>
      <Fact label={t("calls.started_at")}><Text size="sm">{formats.dateTime(call.started_at)}</Text></Fact>
      <Fact label={t("calls.result")}><CallResult result={call.result} /></Fact>
      <Fact label={t("calls.talk")}><Text size="sm" className="vpbx-numbers">{formatDuration(call.talk_seconds)}</Text></Fact>
      <Fact label={t("calls.duration")}><Text size="sm" className="vpbx-numbers">{formatDuration(call.duration_seconds)}</Text></Fact>
      {call.answered_by && <Fact label={t("calls.answered_by")}><CallParty party={call.answered_by} /></Fact>}
      {call.hung_up_by && <Fact label={t("calls.hung_up_by")}><Text size="sm">{t(`sides.${call.hung_up_by}`)}</Text></Fact>}
    </SimpleGrid>
  );
}

function Legs({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.legs}>
      {call.legs.map((leg, index) => (
        <li key={index} className={classes.leg}>
          <Group justify="space-between" align="flex-start">
            <div>
              <Text size="xs" c="dimmed">{t(`leg_roles.${leg.role}`)}</Text>
              <CallParty party={leg} />
              {leg.device !== leg.number && <Text size="xs" c="dimmed" ff="monospace">{leg.device}</Text>}
            </div>
            <Stack gap={2} align="flex-end">
              <CallResult result={leg.result} />
              {leg.talk_seconds > 0 && <Text size="xs" c="dimmed" className="vpbx-numbers">{formatDuration(leg.talk_seconds)}</Text>}
            </Stack>
          </Group>
        </li>
      ))}
    </ul>
  );
}

/** What happened, second by second (000: elapsed, event, object). */
function Protocol({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.protocol}>
      {call.protocol.map((line, index) => (
        <li key={index} className={classes.line}>
          <Text size="sm" c="dimmed" ta="right" className="vpbx-numbers">+{line.elapsed.toFixed(1)} {t("units.s")}</Text>
          <span className={classes.mark} aria-hidden />
          <Text size="sm"><b>{t(`events.${line.event}`, line.event)}</b>{line.object && <Text span c="dimmed"> · {line.object}</Text>}</Text>
        </li>
      ))}
    </ol>
  );
}

export default function CallDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = $api.useQuery("get", "/api/v1/calls/{id}/", { params: { path: { id } } });
  return (
    <Drawer opened onClose={onClose} size="md" title={<Text fw={650} size="lg" component="span">{t("calls.detail")}</Text>} closeButtonProps={{ "aria-label": t("common.close") }}>
      <QueryView query={query}>
        {(call) => (
          <Stack gap="lg" data-testid="call-detail">
            {call.is_incomplete && <Alert color="yellow" variant="light">{t("calls.incomplete_hint")}</Alert>}
            <Facts call={call} />
            <div><Title order={3} mb="sm">{t("calls.legs")}</Title><Legs call={call} /></div>
            <div><Title order={3} mb="sm">{t("calls.protocol")}</Title><Protocol call={call} /></div>
            <CopyButton value={call.id}>
              {({ copied, copy }) => <UnstyledButton onClick={copy}><Text size="xs" c="dimmed" ff="monospace">{copied ? t("common.copied") : `ID ${call.id}`}</Text></UnstyledButton>}
            </CopyButton>
          </Stack>
        )}
      </QueryView>
    </Drawer>
  );
}
