import { expect, test } from "vitest";
import { readingTime } from "@/components/tell-problem";

test("a notice stays as long as it takes to read it", () => {
  expect(readingTime("No.")).toBe(5_000);
  expect(readingTime("x".repeat(200))).toBe(16_000);
});
