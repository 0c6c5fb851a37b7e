import { expect, test } from "vitest";
import { dayIn, daysOf, mondayOf, tonesOf, weeksFrom, type Segment } from "@/components/flows/week";

const office = { code: "group", message: "Sales", key: "500" };
const night = { code: "hung_up", message: "Hung up", key: "hangup" };
const WEEK: Segment[] = [
  { from: "2026-11-16T00:00:00+03:00", to: "2026-11-16T09:30:00+03:00", outcome: night },
  { from: "2026-11-16T09:30:00+03:00", to: "2026-11-16T18:00:00+03:00", outcome: office },
  { from: "2026-11-16T18:00:00+03:00", to: "2026-11-23T00:00:00+03:00", outcome: night },
];

test("the week of a day begins on its Monday", () => {
  expect(["2026-11-16", "2026-11-22", "2026-11-21 18:00:00"].map(mondayOf)).toEqual(["2026-11-16", "2026-11-16", "2026-11-16"]);
});

test("a span over midnight is a part of each of its days", () => {
  const days = daysOf(WEEK, "2026-11-16", "Europe/Moscow");
  expect(days[0]?.map(({ at, outcome }) => [at, outcome.key])).toEqual([["2026-11-16 00:00:00", "hangup"], ["2026-11-16 09:30:00", "500"], ["2026-11-16 18:00:00", "hangup"]]);
  expect(days.slice(1).map((parts) => parts.map(({ share }) => share))).toEqual(Array(6).fill([1]));
});

test("outcomes are told apart by colour, and an end is never taken for an answer", () => {
  const tones = tonesOf(WEEK);
  expect(tones.get("500")).not.toBe(tones.get("hangup"));
  expect(tones.get("hangup")).toBe("var(--vpbx-idle)");
});

test("two ends are told apart, and stay grey", () => {
  const tones = tonesOf([{ from: "", to: "", outcome: night }, { from: "", to: "", outcome: { ...night, code: "unlinked", key: "unlinked:p1" } }]);
  expect(tones.get("unlinked:p1")).not.toBe(tones.get("hangup"));
  expect(tones.get("unlinked:p1")).toContain("--vpbx-idle");
});

test("a call that is not let in is an end as well", () => {
  const tones = tonesOf([{ from: "", to: "", outcome: { code: "refused", message: "Not permitted", key: "refused:blocked" } }]);
  expect(tones.get("refused:blocked")).toBe("var(--vpbx-idle)");
});

test("the day is the company's, not the reader's", () => {
  expect(dayIn(new Date("2026-11-21T22:30:00Z"), "Europe/Moscow")).toBe("2026-11-22");
  expect(weeksFrom("2026-11-16", -1)).toBe("2026-11-09");
});
