import { Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Call } from "@/api/types";
import { CallDirection } from "@/components/call-direction";
import { CallParty } from "@/components/call-party";
import { CallResult } from "@/components/call-result";
import { CallTags } from "@/components/call-tags";
import type { Column } from "@/components/data-table/types";
import { Hint } from "@/components/hint";
import { useLineTitle } from "@/components/use-line-title";
import { formatDuration, useFormats } from "@/lib/format";
import { formatSent } from "@/lib/phone";

function Started({ call }: { call: Call }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Group gap={6} wrap="nowrap">
      <Text span size="sm" fw={600} className="vpbx-numbers">{formats.moment(call.started_at)}</Text>
      {call.is_incomplete && <Hint label={t("calls.incomplete_hint")}><IconAlertTriangle size={16} color="var(--vpbx-warn)" aria-label={t("calls.incomplete")} /></Hint>}
    </Group>
  );
}

/** Who was dialled and, where somebody else took the call, who; and what flows marked it with on its way there. */
function Called({ call }: { call: Call }) {
  const { t } = useTranslation();
  const { to, answered_by: answeredBy } = call;
  return (
    <>
      <CallParty party={to} />
      {answeredBy && answeredBy.number !== to.number && (
        <Text size="xs" c="dimmed">{t("calls.taken_by", { name: answeredBy.name || answeredBy.number })}</Text>
      )}
      <CallTags tags={call.tags} />
    </>
  );
}

/** Which number the far end saw. */
function Shown({ call: { direction, shown, is_hidden: isHidden } }: { call: Call }) {
  const { t } = useTranslation();
  if (direction !== "out") return "—";
  return isHidden ? <Text span size="sm" c="dimmed">{t("calls.hidden_number")}</Text> : <span className="vpbx-numbers">{formatSent(shown) || "—"}</span>;
}

/** Columns of every list of calls. */
export function useCallColumns(): Column<Call>[] {
  const { t } = useTranslation();
  const titleOf = useLineTitle();
  return [
    { key: "started_at", title: t("calls.started_at"), isMain: true, width: 150, render: (row) => <Started call={row} /> },
    { key: "direction", title: t("calls.direction"), width: 140, render: (row) => <CallDirection call={row} /> },
    { key: "from", title: t("calls.from"), render: (row) => <CallParty party={row.from} isHidden={row.is_hidden && row.direction === "in"} /> },
    { key: "to", title: t("calls.to"), render: (row) => <Called call={row} /> },
    { key: "answered_by", title: t("calls.answered_by"), isHiddenAtFirst: true, render: (row) => <CallParty party={row.answered_by} /> },
    { key: "line", title: t("calls.line"), render: (row) => (row.line === "" ? "—" : <Text span size="sm">{titleOf(row.line)}</Text>) },
    { key: "call_class", title: t("calls.call_class"), isHiddenAtFirst: true, render: (row) => (row.call_class === "" ? "—" : t(`call_classes.${row.call_class}`, row.call_class)) },
    { key: "shown", title: t("calls.shown"), isHiddenAtFirst: true, render: (row) => <Shown call={row} /> },
    { key: "result", title: t("calls.result"), render: (row) => <CallResult result={row.result} reason={row.reason_text} /> },
    { key: "talk", title: t("calls.talk"), align: "right", width: 100, render: (row) => <span className="vpbx-numbers">{row.talk_seconds > 0 ? formatDuration(row.talk_seconds) : "—"}</span> },
    { key: "duration", title: t("calls.duration"), align: "right", width: 100, isHiddenAtFirst: true, render: (row) => <span className="vpbx-numbers">{formatDuration(row.duration_seconds)}</span> },
  ];
}
