import { useTranslation } from "react-i18next";
import type { Schedule } from "@/api/types";
import { StatusBadge } from "@/components/status-badge";

/** At which period a schedule is now; by hand is said, since no week explains it. */
export function NowBadge({ schedule: { now, override } }: { schedule: Pick<Schedule, "now" | "override"> }) {
  const { t } = useTranslation();
  if (override !== "") return <StatusBadge tone="warn" isPill>{t(`schedules.override_set_${override}`)}</StatusBadge>;
  return <StatusBadge tone={now.period === "" ? "idle" : "good"} isPill>{now.period === "" ? t("schedules.closed") : now.name}</StatusBadge>;
}
