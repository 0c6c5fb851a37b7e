/** A year as calendars draw it: months of days, Monday first. Pure; days are texts (YYYY-MM-DD), never moments. */

const two = (value: number) => String(value).padStart(2, "0");

export interface Month {
  /** 1..12 */
  number: number;
  /** Empty places before the first day. */
  offset: number;
  days: string[];
}

const isoOf = (date: Date) => `${String(date.getUTCFullYear())}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;

/** 1 is Monday. */
export function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_, index) => {
    const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
    const days = Array.from({ length }, (_day, day) => `${String(year)}-${two(index + 1)}-${two(day + 1)}`);
    return { number: index + 1, offset: weekdayOf(days[0] ?? "") - 1, days };
  });
}

/** The day so many days later. */
export function dayAfter(date: string, days: number): string {
  return isoOf(new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000));
}

/** Today by the clock of a zone. */
export function todayIn(zone: string | undefined): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
}

/** A date as it is said, "9 May 2026". */
export function dateWords(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(new Date(`${date}T00:00:00Z`));
}
