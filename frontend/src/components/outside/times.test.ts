import { expect, test } from "vitest";
import { clockOf, minutesOf, runsOf, wordsOf } from "@/components/outside/times";

const NAMES = ["", "пн", "вт", "ср", "чт", "пт", "сб", "вс"];
const words = (days: number[], minutes: number[][]) => wordsOf({ days, minutes }, (day) => NAMES[day] ?? "");

test("times of day are read and written", () => {
  expect(minutesOf("9:05")).toBe(545);
  expect(clockOf(545)).toBe("09:05");
  expect(clockOf(1440)).toBe("24:00");
});

test("midnight ends a day and begins one", () => {
  expect(minutesOf("00:00")).toBe(0);
  expect(minutesOf("00:00", true)).toBe(1440);
});

test("what is no time of day is refused", () => {
  for (const text of ["", "9", "25:00", "12:60", "24:01", "ab:cd"]) expect(minutesOf(text)).toBeNull();
});

test("neighbouring days are read as a run", () => {
  expect(runsOf([5, 1, 2, 3])).toEqual([[1, 3], [5, 5]]);
  expect(words([1, 2, 3, 4, 5], [[540, 1080]])).toBe("пн–пт · 09:00–18:00");
  expect(words([6, 7], [])).toBe("сб–вс");
});

test("always needs no words", () => {
  expect(words([], [])).toBe("");
  expect(words([1, 2, 3, 4, 5, 6, 7], [])).toBe("");
});
