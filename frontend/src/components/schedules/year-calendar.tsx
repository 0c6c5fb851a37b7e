import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { ActionIcon, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DAYS } from "@/components/outside/times";
import classes from "@/components/schedules/schedules.module.css";
import { dateWords, dayAfter, monthsOf, weekdayOf, type Month } from "@/components/schedules/year";

export interface SpecialDay {
  date: string;
  name: string;
  /** Closed by law, worked instead of another day, or the company's own. */
  kind: "holiday" | "working" | "own";
}

interface YearCalendarProps {
  year: number;
  today: string;
  days: SpecialDay[];
  onYear: (year: number) => void;
  /** A day was pressed; absent, the calendar is only read. */
  onDay?: (date: string) => void;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface MonthViewProps {
  month: Month;
  today: string;
  focused: string;
  specialOf: (date: string) => SpecialDay | undefined;
  onDay?: (date: string) => void;
  onFocusDay: (date: string) => void;
}

function MonthView({ month, today, focused, specialOf, onDay, onFocusDay }: MonthViewProps) {
  const { t, i18n } = useTranslation();
  const title = new Intl.DateTimeFormat(i18n.language, { month: "long", timeZone: "UTC" }).format(new Date(`${month.days[0] ?? ""}T00:00:00Z`));
  return (
    <div role="group" aria-label={title} data-month>
      <Text fw={600} size="sm" mb={6} tt="capitalize" aria-hidden>{title}</Text>
      <div className={classes.month}>
        {DAYS.map((day) => <Text key={day} size="xs" c="dimmed" aria-hidden>{t(`times.day_${String(day)}`)}</Text>)}
        {month.offset > 0 && <span style={{ gridColumn: `span ${String(month.offset)}` }} />}
        {month.days.map((date) => {
          const special = specialOf(date);
          const isWeekend = weekdayOf(date) > 5;
          const words = [dateWords(date, i18n.language), special && `${t(`schedules.day_${special.kind}`)}${special.name ? `: ${special.name}` : ""}`].filter(Boolean).join(", ");
          return (
            <button
              key={date} type="button" className={classes.day} data-date={date} disabled={onDay === undefined} tabIndex={date === focused ? 0 : -1} aria-label={words} title={special ? words : undefined}
              data-kind={special && special.kind !== "own" ? special.kind : undefined} data-own={special?.kind === "own" || undefined} data-weekend={isWeekend || undefined}
              data-today={date === today || undefined} onClick={() => onDay?.(date)} onFocus={() => { onFocusDay(date); }}
            >
              {Number(date.slice(8))}
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** All days of a year; arrow keys walk them, a press chooses one. */
export function YearCalendar({ year, today, days, onYear, onDay }: YearCalendarProps) {
  const { t } = useTranslation();
  const first = `${String(year)}-01-01`;
  const [chosen, setChosen] = useState(today);
  const focused = chosen.startsWith(String(year)) ? chosen : first;
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const month = strip.current?.querySelector<HTMLElement>(`[data-date="${focused}"]`)?.closest<HTMLElement>("[data-month]");
    if (strip.current && month) strip.current.scrollLeft = month.offsetLeft - strip.current.offsetLeft;
    // Where the strip begins; what is focused later is brought into view by the browser.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [year]);
  const byDate = new Map(days.map((day) => [day.date, day]));
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    const from = (event.target as HTMLElement).dataset.date;
    if (step === undefined || from === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-date="${dayAfter(from, step)}"]`)?.focus();
  };
  return (
    <Stack gap="md">
      <Group gap="xs">
        <ActionIcon variant="default" aria-label={t("schedules.previous_year")} onClick={() => { onYear(year - 1); }}><IconChevronLeft size={16} /></ActionIcon>
        <Text fw={650} className="vpbx-numbers" aria-live="polite">{year}</Text>
        <ActionIcon variant="default" aria-label={t("schedules.next_year")} onClick={() => { onYear(year + 1); }}><IconChevronRight size={16} /></ActionIcon>
      </Group>
      <div ref={strip} className={classes.year} onKeyDown={walk} role="group" aria-label={String(year)} tabIndex={onDay ? undefined : 0}>
        {monthsOf(year).map((month) => (
          <MonthView key={month.number} month={month} today={today} focused={focused} specialOf={(date) => byDate.get(date)} onDay={onDay} onFocusDay={setChosen} />
        ))}
      </div>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
        {(["holiday", "working", "own"] as const).map((kind) => (
          <Group key={kind} gap={8} wrap="nowrap">
            <span aria-hidden className={classes.day} style={{ display: "grid", placeItems: "center" }} data-kind={kind === "own" ? undefined : kind} data-own={kind === "own" || undefined}>1</span>
            <Text span size="sm">{t(`schedules.day_${kind}`)}</Text>
          </Group>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
