import { useTranslation } from "react-i18next";
import { StatusBadge } from "@/components/status-badge";
import { useLive } from "@/realtime/live";
import { useMay } from "@/session/session";

interface RegistrationBadgeProps {
  login: string;
  isBlocked?: boolean;
  /** What the list said when it was read; the live feed knows better. */
  state: string | null | undefined;
}

/** Whether a phone is there, following the live feed. */
export function RegistrationBadge({ login, isBlocked = false, state }: RegistrationBadgeProps) {
  const { t } = useTranslation();
  const live = useLive("company");
  const isFed = useMay("live.view"); // who sees only the own page is not told of registrations
  if (isBlocked) return <StatusBadge tone="bad">{t("devices.blocked")}</StatusBadge>;
  const now = live.registrations[login]?.state ?? (live.isLoaded && isFed ? undefined : state);
  return now === "registered"
    ? <StatusBadge tone="good">{t("devices.registered")}</StatusBadge>
    : <StatusBadge tone="idle">{t("devices.offline")}</StatusBadge>;
}
