import { useTranslation } from "react-i18next";
import { Hint } from "@/components/hint";
import { StatusBadge } from "@/components/status-badge";
import type { Live } from "@/realtime/live";

/** Says whether what is seen is what happens. */
export function StaleBadge({ live }: { live: Pick<Live, "isStale" | "isLoaded" | "connection"> }) {
  const { t } = useTranslation();
  if (live.connection === "refused") return <StatusBadge tone="bad" isPill>{t("live.refused")}</StatusBadge>;
  if (!live.isLoaded && live.connection === "connecting") return <StatusBadge tone="idle" isPill>{t("live.connecting")}</StatusBadge>;
  if (!live.isStale) return <StatusBadge tone="good" isPill isPulsing>{t("live.fresh")}</StatusBadge>;
  return (
    <Hint label={t("live.stale_hint")}>
      <span><StatusBadge tone="warn" isPill>{t("live.stale")}</StatusBadge></span>
    </Hint>
  );
}
