import { useTranslation } from "react-i18next";
import { StatusBadge, type Tone } from "@/components/status-badge";

const TONES: Record<string, Tone> = {
  answered: "good", busy: "warn", no_answer: "warn", cancelled: "idle", declined: "warn", unreachable: "bad", failed: "bad", refused: "bad", answered_elsewhere: "idle",
};

export const CALL_RESULTS = ["answered", "busy", "no_answer", "unreachable", "cancelled", "declined", "failed", "refused"];

export function CallResult({ result }: { result: string }) {
  const { t } = useTranslation();
  return <StatusBadge tone={TONES[result] ?? "idle"}>{t(`results.${result}`, result)}</StatusBadge>;
}
