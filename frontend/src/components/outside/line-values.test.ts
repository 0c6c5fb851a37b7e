import { expect, test } from "vitest";
import { isUndoable, lineBody, lineValues, NEW_LINE, withPreset } from "@/components/outside/line-values";

test("a password that was not typed is not sent", () => {
  expect(lineBody(NEW_LINE)).not.toHaveProperty("secret");
  expect(lineBody({ ...NEW_LINE, secret: "s3cret" }).secret).toBe("s3cret");
});

test("another way to connect keeps what was typed and nothing else", () => {
  const typed = { ...withPreset(NEW_LINE, "pbx"), name: "office", addresses: ["203.0.113.5"] };
  const changed = withPreset(typed, "address");
  expect(changed).toEqual({ ...NEW_LINE, name: "office", addresses: ["203.0.113.5"], registers: false });
});

test("a line of the API is edited without its state and without its password", () => {
  const line = { ...lineBody(NEW_LINE), id: "1", state: "registered", has_secret: true, name: "mts" };
  expect(lineValues(line)).toEqual({ ...NEW_LINE, name: "mts" });
});

test("only what leaves the password where it is can be taken back", () => {
  expect(isUndoable(NEW_LINE, { ...NEW_LINE, title: "MTS" })).toBe(true);
  expect(isUndoable(NEW_LINE, { ...NEW_LINE, secret: "new" })).toBe(false);
  expect(isUndoable(NEW_LINE, { ...NEW_LINE, addresses: ["203.0.113.5"] })).toBe(false);
});
