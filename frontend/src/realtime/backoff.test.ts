import { expect, test } from "vitest";
import { backoffMs } from "@/realtime/backoff";

test("waits grow, are spread, and have a limit", () => {
  expect(backoffMs(0, 0)).toBe(250);
  expect(backoffMs(0, 1)).toBe(500);
  expect(backoffMs(3, 1)).toBe(4000);
  expect(backoffMs(50, 1)).toBe(15_000);
});
