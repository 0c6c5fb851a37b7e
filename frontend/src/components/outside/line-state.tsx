import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LineState } from "@/api/types";
import { LINES } from "@/realtime/live";
import { StatusBadge, type Tone } from "@/components/status-badge";

const TONES: Record<string, Tone> = {
  registered: "good", reachable: "good", rejected: "bad", unregistered: "warn", unreachable: "bad", disabled: "idle", unknown: "idle",
};

/** Every state that a line can be in, the best first. */
export const LINE_STATES = Object.keys(TONES);

/** How the live socket knows queries of lines, which it has read again whenever one became different. */
export const LIVE_LINES = { meta: { lists: LINES } };

/** Whether a line works and, when it does not, what the other side said. */
export function LineStateView({ line, isWhole = false }: { line: LineState; isWhole?: boolean }) {
  const { t } = useTranslation();
  return (
    <div>
      <StatusBadge tone={TONES[line.state] ?? "idle"}>{t(`lines.state_${line.state}`)}</StatusBadge>
      {line.error !== "" && <Text size="xs" c="var(--vpbx-bad)" lineClamp={isWhole ? undefined : 2} maw={isWhole ? undefined : 300} style={{ overflowWrap: "anywhere" }}>{line.error}</Text>}
    </div>
  );
}
