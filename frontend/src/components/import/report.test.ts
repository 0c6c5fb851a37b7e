import { expect, test } from "vitest";
import { importBody, importSerializer, outcomeOf } from "@/components/import/report";

test("rows are sent as JSON, a file as a form", () => {
  const body = importBody({ kind: "rows", text: "1" }, "dry_run", (text) => [{ number: text }]);
  expect(importSerializer(body)).toBe('{"mode":"dry_run","rows":[{"number":"1"}]}');
  const form = importBody({ kind: "file", file: new File(["x"], "a.csv") }, "all_or_nothing", () => []);
  expect(importSerializer(form)).toBeInstanceOf(FormData);
  expect((form as FormData).get("mode")).toBe("all_or_nothing");
});

test("the good rows are those that were not refused", () => {
  expect(outcomeOf({ total: 10, refused: 3, created: 0, updated: 0, rows: [] })).toMatchObject({ good: 7, bad: 3 });
});
