/** Weekdays and times of day at which a rule holds, as a person edits them. Pure. */

import type { Times } from "@/api/types";

export const DAYS = [1, 2, 3, 4, 5, 6, 7];
export const WORKDAYS = [1, 2, 3, 4, 5];
export const ALWAYS: Times = { days: [], minutes: [] };
const DAY_MINUTES = 1440;

const two = (value: number) => String(value).padStart(2, "0");

/** Minutes of the day as a clock shows them; the end of the day is 24:00. */
export function clockOf(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The minutes that a text says; null when it is no time of day. Midnight at the end of a range is the day's end. */
export function minutesOf(text: string, isEnd = false): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  if (Number(match[2]) > 59 || minutes > DAY_MINUTES) return null;
  return isEnd && minutes === 0 ? DAY_MINUTES : minutes;
}

/** Days in runs: [1,2,3,5] -> [[1,3],[5,5]]. */
export function runsOf(days: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** In words: "Mon-Fri, 09:00-18:00"; an empty text stands for always. `nameOf` tells a weekday's short name. */
export function wordsOf({ days, minutes }: Times, nameOf: (day: number) => string): string {
  const shown = days.length === DAYS.length ? [] : runsOf(days).map(([first, last]) => (first === last ? nameOf(first) : `${nameOf(first)}–${nameOf(last)}`));
  const hours = minutes.map(([from = 0, to = DAY_MINUTES]) => `${clockOf(from)}–${clockOf(to)}`);
  return [shown.join(", "), hours.join(", ")].filter((part) => part !== "").join(" · ");
}
