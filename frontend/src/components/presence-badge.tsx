import { useTranslation } from "react-i18next";
import { StatusBadge, type Tone } from "@/components/status-badge";
import { useLive, type Live } from "@/realtime/live";

export type Presence = "talking" | "ringing" | "available" | "offline";

const TONES: Record<Presence, Tone> = { talking: "bad", ringing: "warn", available: "good", offline: "idle" };

/** What a person's number is doing, from the calls and registrations seen now. */
export function presenceOf(live: Pick<Live, "calls" | "registrations">, number: string, logins: string[]): Presence {
  const calls = Object.values(live.calls).filter((call) =>
    call.from.number === number || call.legs.some((leg) => leg.number === number));
  if (calls.some((call) => call.state === "talking" || call.state === "held")) return "talking";
  if (calls.length > 0) return "ringing";
  return logins.some((login) => live.registrations[login]?.state === "registered") ? "available" : "offline";
}

export function PresenceBadge({ number, logins }: { number: string; logins: string[] }) {
  const { t } = useTranslation();
  const presence = presenceOf(useLive("company"), number, logins);
  return <StatusBadge tone={TONES[presence]} isPulsing={presence === "ringing"}>{t(`presence.${presence}`)}</StatusBadge>;
}
