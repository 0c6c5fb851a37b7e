import { expect, test } from "vitest";
import { freshColor, freshKey, paintDay, paintWeek, rangeWords, withBreak, type Period } from "@/components/schedules/week";

const NAMES = ["", "пн", "вт", "ср", "чт", "пт", "сб", "вс"];
const period = (key: string, ...ranges: Period["ranges"]): Period => ({ key, name: key, color: "teal", ranges });

test("a working day is closed, open and closed again", () => {
  expect(paintDay([period("p1", { days: [1, 2, 3, 4, 5], from: 540, to: 1080 })], 1)).toEqual([
    { from: 0, to: 540, period: "" }, { from: 540, to: 1080, period: "p1" }, { from: 1080, to: 1440, period: "" },
  ]);
});

test("a night that begins on Sunday ends on Monday", () => {
  const week = paintWeek([period("p1", { days: [7], from: 1320, to: 360 })]);
  expect(week[6]?.at(-1)).toEqual({ from: 1320, to: 1440, period: "p1" });
  expect(week[0]?.[0]).toEqual({ from: 0, to: 360, period: "p1" });
  expect(week[1]).toEqual([{ from: 0, to: 1440, period: "" }]);
});

test("a night that ends at midnight claims nothing of the next day", () => {
  expect(paintDay([period("p1", { days: [1], from: 1320, to: 0 })], 2)).toEqual([{ from: 0, to: 1440, period: "" }]);
});

test("where periods overlap the first one wins", () => {
  const day = paintDay([period("p2", { days: [1], from: 780, to: 840 }), period("p1", { days: [1], from: 540, to: 1080 })], 1);
  expect(day.map((segment) => segment.period)).toEqual(["", "p1", "p2", "p1", ""]);
});

test("ranges that touch are one segment, and a day has no holes", () => {
  const day = paintDay([period("p1", { days: [1], from: 0, to: 600 }, { days: [1], from: 600, to: 1440 })], 1);
  expect(day).toEqual([{ from: 0, to: 1440, period: "p1" }]);
});

test("a lunch break splits hours, and only hours that hold it", () => {
  const range = { days: [1], from: 540, to: 1080 };
  expect(withBreak(range, 780, 840)).toEqual([{ days: [1], from: 540, to: 780 }, { days: [1], from: 840, to: 1080 }]);
  expect(withBreak(range, 540, 600)).toBeNull();
  expect(withBreak({ days: [1], from: 1320, to: 360 }, 1380, 1400)).toBeNull();
});

test("keys and colours of new periods are free", () => {
  expect(freshKey([{ key: "p1" }, { key: "p3" }], ["p2"])).toBe("p4");
  expect(freshColor([{ color: "teal" }])).toBe("blue");
});

test("a range is said in words", () => {
  expect(rangeWords({ days: [1, 2, 3, 4, 5], from: 540, to: 1080 }, (day) => NAMES[day] ?? "")).toBe("пн–пт 09:00–18:00");
});
