import { expect, test } from "vitest";
import type { Tenant } from "@/api/types";
import { standingsOf } from "@/components/tenant-status";

const now = Date.parse("2026-11-21T10:00:00Z");
const block = (kind: "administrative" | "voluntary", starts_at: string, ends_at: string | null = null) =>
  ({ kind, starts_at, ends_at, reason: "", running_calls: "keep" }) as Tenant["blocks"][number];
const company = (blocks: Tenant["blocks"], status: Tenant["status"] = "active") => ({ blocks, status });

test("a company without blocks is active", () => {
  expect(standingsOf(company([]), now)).toEqual(["active"]);
});

test("the two blocks are independent and may both be in force", () => {
  const blocks = [block("administrative", "2026-11-20T00:00:00Z"), block("voluntary", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z")];
  expect(standingsOf(company(blocks), now)).toEqual(["administrative", "voluntary"]);
});

test("a block that is over or still to come does not count", () => {
  const blocks = [block("voluntary", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"), block("administrative", "2026-12-01T00:00:00Z")];
  expect(standingsOf(company(blocks), now)).toEqual(["active"]);
});

test("a disabled company is disabled, whatever its blocks", () => {
  expect(standingsOf(company([block("voluntary", "2026-11-20T00:00:00Z")], "disabled"), now)).toEqual(["disabled"]);
});
