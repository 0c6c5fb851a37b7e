import { useTranslation } from "react-i18next";
import type { PoolNumber } from "@/api/types";
import { StatusBadge, type Tone } from "@/components/status-badge";
import { useFormats } from "@/lib/format";

const TONES: Record<PoolNumber["state"], Tone> = { free: "good", assigned: "info", quarantine: "warn" };

export const NUMBER_STATES = Object.keys(TONES) as PoolNumber["state"][];

/** Whether a number can be given, is given, or rests and until when. */
export function NumberState({ number: { state, quarantine_until: until } }: { number: PoolNumber }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const text = state === "quarantine" && until ? t("pool.resting_until", { time: formats.date(until) }) : t(`pool.state_${state}`);
  return <StatusBadge tone={TONES[state]}>{text}</StatusBadge>;
}
