/** What a form of a schedule holds. */

import type { Period } from "@/components/schedules/week";

/** Hours of one date: of a period that the schedule has. */
export interface DateRange {
  from: number;
  to: number;
  period: string;
}

/** A date on which the usual week does not count; without hours it is closed all day. */
export interface ScheduleException {
  /** YYYY-MM-DD */
  date: string;
  name: string;
  ranges: DateRange[];
}

export interface ScheduleValues {
  name: string;
  comment: string;
  periods: Period[];
  /** Country whose public holidays are closed; "" for none. */
  country: string;
  /** Public holidays count as usual days of the week. */
  works_on_holidays: boolean;
  exceptions: ScheduleException[];
  /** Service number that opens and closes by hand; "" for none. */
  number: string;
}

/** Workdays from nine to six, the most usual of weeks. `name` is what callers' hours are called in the person's language. */
export function newSchedule(name: string): ScheduleValues {
  return {
    name: "", comment: "", country: "RU", works_on_holidays: false, exceptions: [], number: "",
    periods: [{ key: "p1", name, color: "teal", ranges: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1080 }] }],
  };
}
