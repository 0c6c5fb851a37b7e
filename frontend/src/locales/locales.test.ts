import { expect, test } from "vitest";
import { en as enBase } from "@/locales/en";
import { groups } from "@/locales/groups";
import { ru as ruBase } from "@/locales/ru";

async function wholeOf(language: "ru" | "en", base: object): Promise<object> {
  const parts = await Promise.all(Object.values(groups[language]).map((load) => load()));
  return Object.assign({}, base, ...parts.map((part) => part.texts)) as object;
}
const en = await wholeOf("en", enBase);
const ru = await wholeOf("ru", ruBase);

const PLURAL = /_(one|few|many|other)$/;

function keysOf(texts: object, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? keysOf(value as object, `${prefix}${key}.`) : [`${prefix}${key}`]);
}

const stems = (texts: object) => [...new Set(keysOf(texts).map((key) => key.replace(PLURAL, "")))].sort();

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*", "!../api/schema.d.ts"], { eager: true, query: "?raw", import: "default" });
const code = Object.values(sources).join("\n");

test("both languages say the same things", () => {
  expect(stems(en)).toEqual(stems(ru));
});

test("Russian texts that count have all three forms", () => {
  const counting = keysOf(ru).filter((key) => key.endsWith("_one")).map((key) => key.replace(PLURAL, ""));
  const missing = counting.flatMap((stem) => ["few", "many"].map((form) => `${stem}_${form}`)).filter((key) => !keysOf(ru).includes(key));
  expect(missing).toEqual([]);
});

test("every text that the code names exists", () => {
  const known = new Set(stems(ru));
  const named = [...code.matchAll(/\bt\("([a-z_]+(?:\.[a-z_0-9]+)+)"/g)].map((match) => match[1] ?? "");
  expect(named.length).toBeGreaterThan(300);
  expect([...new Set(named)].filter((key) => !known.has(key))).toEqual([]);
});

test("no text in Russian letters stands in the code", () => {
  const allowed = /src\/locales|testing\/|employees\/paste\.ts|i18n\.ts/;
  const offenders = Object.entries(sources).filter(([path, text]) => !allowed.test(path.replace("../", "src/")) && /[А-Яа-яЁё]/.test(text));
  expect(offenders.map(([path]) => path)).toEqual([]);
});
