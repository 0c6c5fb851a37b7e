import { Fragment } from "react";
import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { daysOf, tonesOf, type Segment } from "@/components/flows/week";
import classes from "@/components/flows/week.module.css";
import { DAYS } from "@/components/outside/times";

/** Written above the days, a quarter of a day apart. */
const HOURS = [0, 6, 12, 18, 24];

interface WeekViewProps {
  segments: readonly Segment[];
  /** What is shorter may be missing; 0: nothing is. */
  grainMinutes: number;
  monday: string;
  zone: string;
  /** Takes the first moment of a part to be looked at. */
  onPick: (at: string) => void;
}

/** A week painted by who or what a call comes to. */
export function WeekView({ segments, grainMinutes, monday, zone, onPick }: WeekViewProps) {
  const { t } = useTranslation();
  const tones = tonesOf(segments);
  const legend = [...new Map(segments.map(({ outcome }) => [outcome.key, outcome.message]))];
  return (
    <Stack gap="xs">
      {grainMinutes > 0 && <Text size="xs" c="dimmed" data-testid="week-grain">{t("flow_week.grain", { count: grainMinutes })}</Text>}
      <div className={classes.week} data-testid="week">
        <span />
        <div className={classes.hours} aria-hidden>{HOURS.map((hour) => <span key={hour}>{hour}</span>)}</div>
        {daysOf(segments, monday, zone).map((parts, index) => (
          <Fragment key={index}>
            <span>{t(`times.day_${String(DAYS[index])}`)}</span>
            <div className={classes.day}>
              {parts.map(({ at, share, outcome }) => {
                const label = t("flow_week.part", { time: at.slice(11, 16), outcome: outcome.message });
                return <button key={at} type="button" className={classes.part} title={label} aria-label={`${t(`times.day_${String(DAYS[index])}`)}, ${label}`} style={{ inlineSize: `${String(share * 100)}%`, background: tones.get(outcome.key) }} onClick={() => { onPick(at); }} />;
              })}
            </div>
          </Fragment>
        ))}
      </div>
      <Stack gap={4}>
        {legend.map(([key, message]) => <Group key={key} gap={8} wrap="nowrap"><span className={classes.legend} style={{ background: tones.get(key) }} aria-hidden /><Text size="xs">{message}</Text></Group>)}
      </Stack>
    </Stack>
  );
}
