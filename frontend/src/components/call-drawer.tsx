import { Alert, CopyButton, Drawer, SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types";
import { CallDirection } from "@/components/call-direction";
import { CallFlows } from "@/components/call-flows";
import { CallLegs } from "@/components/call-legs";
import { CallParty } from "@/components/call-party";
import { CallProtocol } from "@/components/call-protocol";
import { CallResult } from "@/components/call-result";
import { CallTags } from "@/components/call-tags";
import { QueryView } from "@/components/states";
import { useLineTitle } from "@/components/use-line-title";
import { formatDuration, useFormats } from "@/lib/format";
import { formatSent } from "@/lib/phone";

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return <div><Text size="xs" c="dimmed">{label}</Text><div>{children}</div></div>;
}

/** Line, class and numbers of a call with the outside. */
function OutsideFacts({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const titleOf = useLineTitle();
  const shown = call.is_hidden ? t("calls.hidden_number") : formatSent(call.shown);
  const facts: [string, string][] = [
    [t("calls.line"), call.line && titleOf(call.line)], [t("calls.call_class"), call.call_class && t(`call_classes.${call.call_class}`, call.call_class)],
    [t("calls.dialled"), call.dialled], [t("calls.shown"), call.direction === "out" ? shown : ""],
  ];
  return facts.filter(([, value]) => value !== "").map(([name, value]) => <Fact key={name} label={name}><Text size="sm" className="vpbx-numbers" style={{ overflowWrap: "anywhere" }}>{value}</Text></Fact>);
}

function Facts({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SimpleGrid cols={2} verticalSpacing="md">
      <Fact label={t("calls.from")}><CallParty party={call.from} isHidden={call.is_hidden && call.direction === "in"} /></Fact>
      <Fact label={t("calls.to")}><CallParty party={call.to} /></Fact>
      <Fact label={t("calls.direction")}><CallDirection call={call} /></Fact>
      <Fact label={t("calls.result")}><CallResult result={call.result} reason={call.reason_text} /></Fact>
      <OutsideFacts call={call} />
      <Fact label={t("calls.started_at")}><Text size="sm">{formats.dateTime(call.started_at)}</Text></Fact>
      <Fact label={t("calls.talk")}><Text size="sm" className="vpbx-numbers">{formatDuration(call.talk_seconds)}</Text></Fact>
      <Fact label={t("calls.duration")}><Text size="sm" className="vpbx-numbers">{formatDuration(call.duration_seconds)}</Text></Fact>
      {call.answered_by && <Fact label={t("calls.answered_by")}><CallParty party={call.answered_by} /></Fact>}
      {call.tags.length > 0 && <Fact label={t("calls.tags")}><CallTags tags={call.tags} /></Fact>}
      {call.hung_up_by && <Fact label={t("calls.hung_up_by")}><Text size="sm">{t(`sides.${call.hung_up_by}`)}</Text></Fact>}
    </SimpleGrid>
  );
}

interface CallDrawerProps {
  query: { data: CallDetail | undefined; error: unknown; refetch: () => unknown };
  onClose: () => void;
}

/** One call: what it was, who took part and by which lines, and what happened when. */
export default function CallDrawer({ query, onClose }: CallDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer opened onClose={onClose} size="md" title={<Text fw={650} size="lg" component="span">{t("calls.detail")}</Text>} closeButtonProps={{ "aria-label": t("common.close") }}>
      <QueryView query={query}>
        {(call) => (
          <Stack gap="lg" data-testid="call-detail">
            {call.is_incomplete && <Alert color="yellow" variant="light">{t("calls.incomplete_hint")}</Alert>}
            <Facts call={call} />
            <CallFlows call={call} />
            <div><Title order={3} mb="sm">{t("calls.legs")}</Title><CallLegs legs={call.legs} /></div>
            <div><Title order={3} mb="sm">{t("calls.protocol")}</Title><CallProtocol lines={call.protocol} /></div>
            <CopyButton value={call.id}>
              {({ copied, copy }) => <UnstyledButton onClick={copy}><Text size="xs" c="dimmed" ff="monospace">{copied ? t("common.copied") : `ID ${call.id}`}</Text></UnstyledButton>}
            </CopyButton>
          </Stack>
        )}
      </QueryView>
    </Drawer>
  );
}
