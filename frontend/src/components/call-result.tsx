import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { StatusBadge, type Tone } from "@/components/status-badge";

const TONES: Record<string, Tone> = {
  answered: "good", busy: "warn", no_answer: "warn", cancelled: "idle", declined: "warn", unreachable: "bad", failed: "bad", refused: "bad", answered_elsewhere: "idle",
};

export const CALL_RESULTS = ["answered", "busy", "no_answer", "unreachable", "cancelled", "declined", "failed", "refused"];

interface CallResultProps {
  result: string;
  /** Why, in words; empty when there is no more to say. */
  reason?: string;
}

/** How a call, or an attempt in it, ended. */
export function CallResult({ result, reason = "" }: CallResultProps) {
  const { t } = useTranslation();
  return (
    <div>
      <StatusBadge tone={TONES[result] ?? "idle"}>{t(`results.${result}`, result)}</StatusBadge>
      {reason !== "" && <Text size="xs" c="dimmed" maw={280} style={{ overflowWrap: "anywhere" }}>{reason}</Text>}
    </div>
  );
}
