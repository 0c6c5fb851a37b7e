/** Days as a person picks them, in the company's zone, and moments as the API wants them. Pure. */

import type { UrlSearch } from "@/lib/url-search";

const MINUTE_MS = 60_000;

/** How far the zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return local - Math.floor(moment / MINUTE_MS) * MINUTE_MS;
}

/** The moment at which the zone's clocks show a time ("YYYY-MM-DD HH:mm:ss"); changes of the clock at night are allowed for. */
export function momentIn(text: string, zone: string): Date {
  const asUtc = Date.parse(`${text.replace(" ", "T")}Z`);
  const guess = asUtc - offsetAt(asUtc, zone);
  return new Date(asUtc - offsetAt(guess, zone));
}

/** What a picker says, as the API wants it; nothing picked is left out. */
export function momentOf(text: string | null, zone: string): string | undefined {
  return text === null ? undefined : momentIn(text, zone).toISOString();
}

/** The moment at which a day (YYYY-MM-DD) begins in the zone. */
export function dayStart(day: string, zone: string): Date {
  return momentIn(`${day} 00:00:00`, zone);
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** From the first day's beginning up to, not including, the beginning of the day after the last. */
export function periodOf(from: string | null, to: string | null, zone: string): UrlSearch {
  return {
    since: from === null ? "" : dayStart(from, zone).toISOString(),
    until: to === null ? "" : dayStart(nextDay(to), zone).toISOString(),
  };
}

function dayOf(moment: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
}

/** The days that a period covers; the inverse of `periodOf`. */
export function rangeOf(filters: UrlSearch, zone: string): [string | null, string | null] {
  const since = Date.parse(filters.since ?? "");
  const until = Date.parse(filters.until ?? "");
  return [Number.isNaN(since) ? null : dayOf(since, zone), Number.isNaN(until) ? null : dayOf(until - 1, zone)];
}
