import { Text } from "@mantine/core";
import { IconArrowRight, IconPhoneOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CallDirection } from "@/components/call-direction";
import { CallParty } from "@/components/call-party";
import classes from "@/components/live-call-list.module.css";
import { LiveTimer } from "@/components/live-timer";
import { EmptyState, LoadingLines } from "@/components/states";
import { StatusBadge, type Tone } from "@/components/status-badge";
import { liveCallsSorted } from "@/realtime/fold";
import { useLineTitle } from "@/components/use-line-title";
import { formatPhone } from "@/lib/phone";
import { isMeant } from "@/lib/live-search";
import type { Live } from "@/realtime/live";
import type { LiveCall } from "@/realtime/messages";

const TONES: Record<LiveCall["state"], Tone> = { dialing: "info", ringing: "warn", talking: "good", held: "idle" };

function CallRow({ call, hasTenant }: { call: LiveCall; hasTenant: boolean }) {
  const { t } = useTranslation();
  const titleOf = useLineTitle();
  const since = call.state === "talking" || call.state === "held" ? (call.answered_at ?? call.started_at) : call.started_at;
  return (
    <li className={`${classes.call ?? ""} ${hasTenant ? (classes.withTenant ?? "") : ""}`}>
      {hasTenant && <Text size="sm" fw={600} className={classes.tenant}>{call.tenant}</Text>}
      <div className={classes.state}><StatusBadge tone={TONES[call.state]} isPulsing={call.state === "ringing" || call.state === "dialing"}>{t(`call_states.${call.state}`)}</StatusBadge></div>
      <CallParty party={call.from} isHidden={call.direction === "in"} />
      <IconArrowRight size={16} aria-label={t("live.calls_to")} opacity={0.6} />
      <div>
        <CallParty party={call.answered_by ?? call.to} />
        {call.answered_by && call.answered_by.number !== call.to.number && <Text size="xs" c="dimmed">{t("live.via", { number: formatPhone(call.to.number) })}</Text>}
      </div>
      <div className={classes.way}>
        <CallDirection call={call} />
        {call.line !== "" && <Text size="xs" c="dimmed">{titleOf(call.line)}</Text>}
      </div>
      <LiveTimer since={since} size="sm" className={`vpbx-numbers ${classes.timer ?? ""}`} />
    </li>
  );
}

/** Calls that run now: who, with whom, in which state, since when. */
export function LiveCallList({ live, search = "", hasTenant = false }: { live: Live; search?: string; hasTenant?: boolean }) {
  const { t } = useTranslation();
  if (!live.isLoaded && live.connection !== "refused") return <LoadingLines rows={4} height={44} />;
  const wanted = search.trim();
  const calls = liveCallsSorted(live).filter((call) => isMeant(call, wanted));
  if (calls.length === 0) return <EmptyState icon={IconPhoneOff} title={t(wanted === "" ? "live.empty" : "table.nothing_found")} text={wanted === "" ? t("live.empty_text") : undefined} />;
  return <ul className={classes.list} aria-label={t("live.title")} data-testid="live-calls">{calls.map((call) => <CallRow key={call.id} call={call} hasTenant={hasTenant} />)}</ul>;
}
