import { Fragment } from "react";
import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DAYS } from "@/components/outside/times";
import { periodStyle } from "@/components/schedules/period-style";
import classes from "@/components/schedules/schedules.module.css";
import { hoursOf, paintWeek, shareOf, type Period, type Segment } from "@/components/schedules/week";

const TICKS = [0, 6, 12, 18, 24];

function Swatch({ color }: { color?: string }) {
  return <span aria-hidden className={`${classes.swatch ?? ""} ${color === undefined ? (classes.closed ?? "") : ""}`} style={color === undefined ? undefined : periodStyle(color)} />;
}

/** The usual week, painted by periods; each day is also said in words to whoever cannot see it. */
export function WeekPreview({ periods }: { periods: Period[] }) {
  const { t } = useTranslation();
  const week = paintWeek(periods);
  const periodOf = (key: string) => periods.find((period) => period.key === key);
  const wordsOf = (day: Segment[]) => {
    const open = day.filter(({ period }) => period !== "");
    return open.length === 0 ? t("schedules.closed_all_day") : open.map((segment) => `${hoursOf(segment)} ${periodOf(segment.period)?.name ?? ""}`).join(", ");
  };
  return (
    <Stack gap="sm">
      <div className={classes.week}>
        <span />
        <div className={classes.hours} aria-hidden>{TICKS.map((hour) => <span key={hour} style={{ left: `${String(shareOf(hour * 60))}%` }}>{hour}</span>)}</div>
        {week.map((day, index) => (
          <Fragment key={DAYS[index]}>
            <Text span size="sm" c={(DAYS[index] ?? 0) > 5 ? "var(--vpbx-bad)" : undefined} aria-hidden>{t(`times.day_${String(DAYS[index])}`)}</Text>
            <div className={classes.bar} role="img" aria-label={`${t(`times.day_${String(DAYS[index])}`)}: ${wordsOf(day)}`} title={wordsOf(day)}>
              {day.map((segment) => (
                <span
                  key={segment.from} className={segment.period === "" ? undefined : classes.segment}
                  style={{ width: `${String(shareOf(segment.to - segment.from))}%`, flex: "none", ...periodStyle(periodOf(segment.period)?.color ?? "gray") }}
                />
              ))}
            </div>
          </Fragment>
        ))}
      </div>
      <Group gap="md">
        {periods.map(({ key, name, color }) => <Group key={key} gap={6} wrap="nowrap"><Swatch color={color} /><Text span size="sm">{name || t("schedules.unnamed")}</Text></Group>)}
        <Group gap={6} wrap="nowrap"><Swatch /><Text span size="sm">{t("schedules.closed")}</Text></Group>
      </Group>
    </Stack>
  );
}
