import { useTranslation } from "react-i18next";
import { Hint } from "@/components/hint";
import classes from "@/components/status-badge.module.css";
import { useLive } from "@/realtime/live";

/** Busy or not, for lists where words would crowd. */
export function PresenceDot({ number }: { number: string }) {
  const { t } = useTranslation();
  const { calls } = useLive("company");
  const isBusy = Object.values(calls).some((call) => call.from.number === number || call.legs.some((leg) => leg.number === number));
  const label = t(isBusy ? "presence.busy" : "presence.idle");
  return (
    <Hint label={label}>
      <span role="img" aria-label={label} className={classes.badge} style={{ "--tone": `var(--vpbx-${isBusy ? "bad" : "idle"})` }}><span className={classes.dot} /></span>
    </Hint>
  );
}
