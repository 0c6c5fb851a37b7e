import { expect, test } from "vitest";
import { mergeAttempts } from "@/features/devices/components/attempts";

const attempt = (at: string, reason = "wrong_password") => ({ at, address: "192.0.2.7", agent: "Yealink", transport: "udp", reason });

test("an attempt that was read and also seen live is listed once", () => {
  expect(mergeAttempts([attempt("2026-11-21T10:00:00Z")], [attempt("2026-11-21T10:00:00Z")])).toHaveLength(1);
});

test("the latest attempt stands first, wherever it came from", () => {
  const merged = mergeAttempts([attempt("2026-11-21T10:00:00Z")], [attempt("2026-11-21T10:00:05Z", "blocked")]);
  expect(merged.map((item) => item.reason)).toEqual(["blocked", "wrong_password"]);
});
