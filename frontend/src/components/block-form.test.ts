import { expect, test } from "vitest";
import { blockBody, NEW_BLOCK } from "@/components/block-form";

test("a block without moments begins now and has no end", () => {
  expect(blockBody({ ...NEW_BLOCK, reason: "Неоплата" })).toEqual({
    kind: "voluntary", reason: "Неоплата", running_calls: "keep", starts_at: undefined, ends_at: undefined,
  });
});

test("a picked moment is sent with its zone", () => {
  expect(blockBody({ ...NEW_BLOCK, starts_at: "2026-11-21 10:00:00" }).starts_at).toBe(new Date("2026-11-21T10:00:00").toISOString());
});
