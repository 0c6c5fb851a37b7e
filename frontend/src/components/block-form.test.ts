import { expect, test } from "vitest";
import { blockBody, type BlockValues } from "@/components/block-form";

const VALUES: BlockValues = { kind: "voluntary", reason: "Неоплата", running_calls: "keep", starts_at: null, ends_at: null };

test("a block without moments begins now and has no end", () => {
  expect(blockBody(VALUES, "UTC")).toEqual({ ...VALUES, starts_at: undefined, ends_at: undefined });
});

test("a picked moment is of the company's clock, wherever the browser is", () => {
  const values = { ...VALUES, starts_at: "2026-11-21 10:00:00", ends_at: "2026-11-22 00:30:00" };
  expect(blockBody(values, "Asia/Vladivostok")).toMatchObject({ starts_at: "2026-11-21T00:00:00.000Z", ends_at: "2026-11-21T14:30:00.000Z" });
  expect(blockBody(values, "Europe/Moscow").starts_at).toBe("2026-11-21T07:00:00.000Z");
});
