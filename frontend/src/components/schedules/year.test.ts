import { expect, test } from "vitest";
import { dateWords, dayAfter, monthsOf, weekdayOf } from "@/components/schedules/year";

test("a year has its days, each under its weekday", () => {
  const months = monthsOf(2026);
  expect(months.flatMap(({ days }) => days)).toHaveLength(365);
  expect(months[0]?.offset).toBe(3); // 1 January 2026 is a Thursday
  expect(months[5]?.days[0]).toBe("2026-06-01");
  expect(months[5]?.offset).toBe(0);
  expect(monthsOf(2028)[1]?.days.at(-1)).toBe("2028-02-29");
});

test("days follow each other over the borders of months and years", () => {
  expect(dayAfter("2026-02-28", 1)).toBe("2026-03-01");
  expect(dayAfter("2026-01-01", -1)).toBe("2025-12-31");
  expect(weekdayOf("2026-05-09")).toBe(6);
});

test("a date is said in the person's language", () => {
  expect(dateWords("2026-05-09", "ru")).toContain("9 мая 2026");
});
