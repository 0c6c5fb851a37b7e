import { expect, test } from "vitest";
import { lineBody, lineValues, NEW_LINE, PRESETS, withPreset } from "@/components/outside/line-values";

const preset = (key: string) => PRESETS.find((candidate) => candidate.key === key) ?? { key: "", values: {} };

test("a password that was not typed is not sent", () => {
  expect(lineBody(NEW_LINE)).not.toHaveProperty("secret");
  expect(lineBody({ ...NEW_LINE, secret: "s3cret" }).secret).toBe("s3cret");
});

test("another way to connect keeps what was typed and nothing else", () => {
  const typed = { ...withPreset(NEW_LINE, preset("zadarma")), login: "123456" };
  const changed = withPreset(typed, preset("address"));
  expect(changed.login).toBe("123456");
  expect(changed.registers).toBe(false);
  expect(changed.addresses).toEqual([]);
});

test("a line of the API is edited without its state and without its password", () => {
  const line = { ...lineBody(NEW_LINE), id: "1", state: "registered", has_secret: true, name: "mts" };
  expect(lineValues(line)).toEqual({ ...NEW_LINE, name: "mts" });
});
