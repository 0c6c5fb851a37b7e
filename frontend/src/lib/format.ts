/** Times, spans and sizes as people read them; times are of the company's zone, not of the browser's. */

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import type { Session } from "@/api/types";
import { sessionOptions } from "@/session/session";

const MINUTE = 60;
const HOUR = 3600;

const two = (value: number) => String(value).padStart(2, "0");

/** Seconds as m:ss, or h:mm:ss from an hour on; negative spans (clocks apart) count as nothing. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  const rest = `${two(whole % MINUTE)}`;
  return whole >= HOUR ? `${String(Math.floor(whole / HOUR))}:${two(minutes)}:${rest}` : `${String(minutes)}:${rest}`;
}

/** Whole seconds from `since` to `now` (milliseconds of the epoch). */
export function secondsSince(since: string, now: number): number {
  return (now - Date.parse(since)) / 1000;
}

/** Seconds as "3 d 4 h" / "4 h 12 m" / "12 m": the two largest units. */
export function formatUptime(seconds: number, units: { d: string; h: string; m: string }): string {
  const minutes = Math.floor(seconds / MINUTE);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return `${String(days)} ${units.d} ${String(hours)} ${units.h}`;
  if (hours > 0) return `${String(hours)} ${units.h} ${String(minutes % 60)} ${units.m}`;
  return `${String(minutes)} ${units.m}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length);
  return `${(bytes / 1024 ** power).toFixed(power > 1 ? 1 : 0)} ${units[power - 1] ?? ""}`;
}

export interface Formats {
  time: (iso: string) => string;
  date: (iso: string) => string;
  dateTime: (iso: string) => string;
  day: (iso: string) => string;
  /** "today 10:42" where the day is today's, else day and month. */
  moment: (iso: string) => string;
}

export function createFormats(language: string, timeZone: string | undefined): Formats {
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { timeZone, ...options });
  const time = make({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const date = make({ day: "numeric", month: "short", year: "numeric" });
  const dateTime = make({ day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const day = make({ day: "numeric", month: "short" });
  return {
    time: (iso) => time.format(new Date(iso)),
    date: (iso) => date.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    moment: (iso) => {
      const when = new Date(iso);
      const isToday = date.format(when) === date.format(new Date());
      return isToday ? time.format(when) : `${day.format(when)}, ${time.format(when).slice(0, 5)}`;
    },
  };
}

/** Formats of the signed-in person's language and of one zone; without a zone, of the browser's. */
export function useFormatsIn(zone: string | undefined): Formats {
  const { i18n } = useTranslation();
  return useMemo(() => createFormats(i18n.language, zone), [i18n.language, zone]);
}

/** Formats of the signed-in person's language and company's zone. */
export function useFormats(): Formats {
  const session = useQueryClient().getQueryData<Session>(sessionOptions.queryKey);
  return useFormatsIn(session?.tenant?.timezone);
}
