/** The usual week of a schedule, as a person edits and sees it: ranges of weekdays and times, painted by periods. Pure. */

import { clockOf, DAYS, runsOf } from "@/components/outside/times";

export const DAY_MINUTES = 1440;

export const COLORS = ["teal", "blue", "violet", "pink", "orange", "yellow", "green"] as const;
export type PeriodColor = (typeof COLORS)[number];

/** Hours of some weekdays; one that ends where it begins or earlier runs over midnight into the next day. */
export interface WeekRange {
  /** 1 is Monday. */
  days: number[];
  from: number;
  /** The first minute that no longer counts; 1440 is the end of the day. */
  to: number;
}

export interface Period {
  /** `p1`, `p2`..: exits of flows hang on it, so that it outlives a new name. */
  key: string;
  name: string;
  color: PeriodColor;
  ranges: WeekRange[];
}

/** Minutes of one day that belong to a period; the empty key stands for closed. */
export interface Segment {
  from: number;
  to: number;
  period: string;
}

export const isOverMidnight = ({ from, to }: Pick<WeekRange, "from" | "to">) => to <= from;

const nextDay = (day: number) => (day % DAYS.length) + 1;

/** What a range claims of one weekday: its own hours, and the morning after a night that began the day before. */
function claimsOf({ days, from, to }: WeekRange, period: string, day: number): Segment[] {
  const isNight = isOverMidnight({ from, to });
  const claims: Segment[] = [];
  if (days.includes(day)) claims.push({ from, to: isNight ? DAY_MINUTES : to, period });
  if (isNight && to > 0 && days.some((begun) => nextDay(begun) === day)) claims.push({ from: 0, to, period });
  return claims;
}

/** One weekday without holes: where periods overlap the first of the list wins, what nobody claims is closed. */
export function paintDay(periods: readonly Period[], day: number): Segment[] {
  return paint(periods.flatMap(({ key, ranges }) => ranges.flatMap((range) => claimsOf(range, key, day))));
}

/** Minutes of a day by the first claim that holds them. */
export function paint(claims: readonly Segment[]): Segment[] {
  const borders = [...new Set([0, DAY_MINUTES, ...claims.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [index, from] of borders.slice(0, -1).entries()) {
    const to = borders[index + 1] ?? DAY_MINUTES;
    const period = claims.find((claim) => claim.from <= from && to <= claim.to)?.period ?? "";
    const last = segments.at(-1);
    if (last?.period === period) last.to = to;
    else segments.push({ from, to, period });
  }
  return segments;
}

export const paintWeek = (periods: readonly Period[]): Segment[][] => DAYS.map((day) => paintDay(periods, day));

/** "09:00-18:00"; the end of a night is said as the clock shows it. */
export const hoursOf = ({ from, to }: Pick<WeekRange, "from" | "to">) => `${clockOf(from)}–${clockOf(to)}`;

/** "Mon-Fri 09:00-18:00". `nameOf` tells a weekday's short name. */
export function rangeWords({ days, from, to }: WeekRange, nameOf: (day: number) => string): string {
  const runs = runsOf(days).map(([first, last]) => (first === last ? nameOf(first) : `${nameOf(first)}–${nameOf(last)}`));
  return `${runs.join(", ")} ${hoursOf({ from, to })}`.trim();
}

/** The lowest `pN` that no period has; keys of removed periods of a saved schedule are not given again while `taken` names them. */
export function freshKey(periods: readonly Pick<Period, "key">[], taken: readonly string[] = []): string {
  const used = new Set([...periods.map(({ key }) => key), ...taken]);
  let number = 1;
  while (used.has(`p${String(number)}`)) number += 1;
  return `p${String(number)}`;
}

/** The first colour that no period has. */
export function freshColor(periods: readonly Pick<Period, "color">[]): PeriodColor {
  return COLORS.find((color) => periods.every((period) => period.color !== color)) ?? COLORS[0];
}

/** The two ranges that are left when a break is taken out; null when the break does not lie inside. */
export function withBreak(range: WeekRange, from: number, to: number): [WeekRange, WeekRange] | null {
  const isInside = !isOverMidnight(range) && range.from < from && from < to && to < range.to;
  return isInside ? [{ ...range, to: from }, { ...range, from: to }] : null;
}

/** Share of the day in per cent, for drawing. */
export const shareOf = (minutes: number) => (minutes / DAY_MINUTES) * 100;
