import { expect, test } from "vitest";
import { dayStart, periodOf, rangeOf } from "@/lib/period";

test("a day begins at midnight of the company's zone", () => {
  expect(dayStart("2026-11-21", "Europe/Moscow").toISOString()).toBe("2026-11-20T21:00:00.000Z");
  expect(dayStart("2026-11-21", "America/New_York").toISOString()).toBe("2026-11-21T05:00:00.000Z");
});

test("days on which the clock changes have their own length", () => {
  expect(periodOf("2026-03-29", "2026-03-29", "Europe/Berlin")).toEqual({ since: "2026-03-28T23:00:00.000Z", until: "2026-03-29T22:00:00.000Z" });
});

test("a period read back shows the days that were picked", () => {
  for (const zone of ["Europe/Moscow", "Asia/Vladivostok", "America/New_York", "UTC"]) {
    expect(rangeOf(periodOf("2026-11-01", "2026-11-21", zone), zone)).toEqual(["2026-11-01", "2026-11-21"]);
  }
});

test("no period is no filter", () => {
  expect(periodOf(null, null, "UTC")).toEqual({ since: "", until: "" });
  expect(rangeOf({}, "UTC")).toEqual([null, null]);
});
