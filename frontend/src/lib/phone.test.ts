import { expect, test } from "vitest";
import { formatPhone } from "@/lib/phone";

test("a Russian number is read in groups", () => {
  expect(formatPhone("+74951234567")).toBe("+7 495 123-45-67");
});

test("other numbers stay as they are", () => {
  for (const number of ["+442071234567", "200", "112", "", "anonymous"]) expect(formatPhone(number)).toBe(number);
});
