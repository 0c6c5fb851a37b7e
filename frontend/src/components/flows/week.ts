/** A week of outcomes as bars of days. Pure. */

export interface Outcome {
  code: string;
  message: string;
  /** Equal for outcomes that are painted alike. */
  key: string;
}

export interface Segment {
  /** Moments. */
  from: string;
  to: string;
  outcome: Outcome;
}

export interface DayPart {
  /** Clock text of its first moment, "YYYY-MM-DD HH:mm:00". */
  at: string;
  /** Of the day, from 0 to 1. */
  begin: number;
  share: number;
  outcome: Outcome;
}

const DAY_MINUTES = 1440;
const TONES = ["var(--vpbx-accent)", "var(--vpbx-info)", "var(--vpbx-warn)", "var(--vpbx-good)", "var(--mantine-color-violet-5)", "var(--mantine-color-pink-5)", "var(--mantine-color-orange-5)", "var(--mantine-color-lime-6)"];
/** Codes of outcomes in which nobody and nothing takes the call. */
const ENDS = new Set(["hung_up", "unlinked", "no_layer", "back", "loop", "missing", "refused", "ended"]);
/** Ends are grey, each paler than the one before, so that they are still told apart. */
const ENDED = ["var(--vpbx-idle)", ...[62, 40, 24].map((share) => `color-mix(in srgb, var(--vpbx-idle) ${String(share)}%, var(--mantine-color-body))`)];

const dateOf = (day: Date) => day.toISOString().slice(0, 10);
const two = (value: number) => String(value).padStart(2, "0");

/** The calendar day that a moment is in. */
export const dayIn = (moment: Date, zone: string) => clockIn(zone)(moment.toISOString()).slice(0, 10);

/** The calendar day some days before or after another. */
export function dayFrom(date: string, days: number): string {
  return dateOf(new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000));
}

/** The Monday some weeks before or after another. */
export const weeksFrom = (monday: string, weeks: number) => dayFrom(monday, weeks * 7);

/** The only outcome of a week in which nothing changes. */
export function onlyOutcome(segments: readonly Segment[]): string | null {
  const [first] = segments;
  return first && segments.every(({ outcome }) => outcome.key === first.outcome.key) ? first.outcome.message : null;
}

/** The Monday on or before a calendar day. */
export function mondayOf(date: string): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return dateOf(day);
}

/** Writes a moment as "YYYY-MM-DD HH:mm" of a zone's clock. */
const clockIn = (zone: string) => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return (moment: string) => format.format(new Date(moment));
};

/** Parts of each of the seven days, by the clock of the company's zone. */
export function daysOf(segments: readonly Segment[], monday: string, zone: string): DayPart[][] {
  const first = Date.parse(`${monday}T00:00:00Z`);
  const clock = clockIn(zone);
  const minuteOf = (moment: string) => Math.round((Date.parse(`${clock(moment).replace(" ", "T")}:00Z`) - first) / 60_000);
  return Array.from({ length: 7 }, (_, day) => {
    const start = day * DAY_MINUTES;
    const date = dateOf(new Date(first + day * 86_400_000));
    return segments.flatMap(({ from, to, outcome }) => {
      const begin = Math.max(minuteOf(from), start);
      const end = Math.min(minuteOf(to), start + DAY_MINUTES);
      if (end <= begin) return [];
      const minute = begin - start;
      return [{ at: `${date} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`, begin: minute / DAY_MINUTES, share: (end - begin) / DAY_MINUTES, outcome }];
    });
  });
}

/** One colour for each outcome, in the order in which they come; an end of the call is always grey. */
export function tonesOf(segments: readonly Segment[]): Map<string, string> {
  const tones = new Map<string, string>();
  const counts = { ends: 0, answers: 0 };
  for (const { outcome } of segments) {
    if (tones.has(outcome.key)) continue;
    const [kind, colours] = ENDS.has(outcome.code) ? (["ends", ENDED] as const) : (["answers", TONES] as const);
    tones.set(outcome.key, colours[counts[kind] % colours.length] ?? "");
    counts[kind] += 1;
  }
  return tones;
}
