import { expect, test } from "vitest";
import type { LiveCall } from "@/api/types";
import { isMeant } from "@/lib/live-search";

const call: LiveCall = {
  id: "1", tenant: "acme", state: "talking", direction: "in", line: "carrier", is_emergency: false, from: { number: "+79161234567", name: "" }, to: { number: "500", name: "Все" },
  answered_by: { number: "201", name: "Борис Котов" }, started_at: "2026-11-21T10:00:00Z", answered_at: null, legs: [],
};

test("nothing typed means every call", () => {
  expect(isMeant(call, "")).toBe(true);
});

test("a number is found however it is written", () => {
  for (const text of ["+79161234567", "8 916 123-45-67", "(916) 123", "1234567"]) expect(isMeant(call, text), text).toBe(true);
  expect(isMeant(call, "8 916 123-45-68")).toBe(false);
});

test("a name and a company are found by a part", () => {
  expect(isMeant(call, "котов")).toBe(true);
  expect(isMeant(call, "acm")).toBe(true);
  expect(isMeant(call, "анна")).toBe(false);
});

test("few digits find extensions, not every number that has them somewhere", () => {
  expect(isMeant(call, "50")).toBe(true);
  expect(isMeant(call, "3 4")).toBe(false);
});
