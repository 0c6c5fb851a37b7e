import { expect, test } from "vitest";
import { formatPhone, formatSent, regionWords } from "@/lib/phone";

test("a Russian number is read in groups", () => {
  expect(formatPhone("+74951234567")).toBe("+7 495 123-45-67");
});

test("other numbers stay as they are", () => {
  for (const number of ["+442071234567", "200", "112", "", "anonymous"]) expect(formatPhone(number)).toBe(number);
});

test("numbers that a line was told are read alike with and without a plus", () => {
  expect(formatSent("74950001000")).toBe("+7 495 000-10-00");
  expect(formatSent("+74950001000")).toBe("+7 495 000-10-00");
  for (const raw of ["89160001234", "112", "4950001000"]) expect(formatSent(raw)).toBe(raw);
});

test("regions of Russia have names, countries the reader's words for them, and abroad in general none", () => {
  expect(regionWords("77", "Город Москва", "en")).toBe("Город Москва");
  expect(regionWords("kz", "", "ru")).toBe("Казахстан");
  expect(regionWords("ru", "", "en")).toBe("Russia");
  for (const code of ["xx", "", "99"]) expect(regionWords(code, "", "ru")).toBe("");
});
