/** Today's calls by hour of the company's day. Pure. */

import type { Call } from "@/api/types";

export interface HourOfCalls {
  hour: string;
  answered: number;
  missed: number;
}

export function callsByHour(calls: Pick<Call, "started_at" | "result">[], zone: string): HourOfCalls[] {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour: String(hour).padStart(2, "0"), answered: 0, missed: 0 }));
  for (const call of calls) {
    const slot = hours[Number(format.format(new Date(call.started_at)))];
    if (slot === undefined) continue;
    if (call.result === "answered") slot.answered += 1; else slot.missed += 1;
  }
  return hours;
}

/** The hours worth drawing: from the first to the last call, at least the working day. */
export function busyHours(hours: HourOfCalls[]): HourOfCalls[] {
  const busy = hours.map((slot, hour) => (slot.answered + slot.missed > 0 ? hour : -1)).filter((hour) => hour >= 0);
  return hours.slice(Math.min(9, ...busy), Math.max(18, ...busy) + 1);
}
