import { expect, test } from "vitest";
import { busyHours, callsByHour } from "@/features/dashboard/hours";

test("calls are counted in hours of the company's day", () => {
  const hours = callsByHour([
    { started_at: "2026-11-21T07:10:00Z", result: "answered" },
    { started_at: "2026-11-21T07:50:00Z", result: "no_answer" },
  ], "Europe/Moscow");
  expect(hours[10]).toEqual({ hour: "10", answered: 1, missed: 1 });
});

test("a quiet day is drawn as a working day, a late call makes it longer", () => {
  expect(busyHours(callsByHour([], "UTC"))).toHaveLength(10);
  const late = busyHours(callsByHour([{ started_at: "2026-11-21T22:00:00Z", result: "answered" }], "UTC"));
  expect(late.at(-1)?.hour).toBe("22");
});
