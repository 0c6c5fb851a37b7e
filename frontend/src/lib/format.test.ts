import { expect, test } from "vitest";
import { createFormats, formatBytes, formatDuration, formatUptime, secondsSince } from "@/lib/format";

test.each([[0, "0:00"], [9.9, "0:09"], [61, "1:01"], [3599, "59:59"], [3600, "1:00:00"], [36_061, "10:01:01"], [-4, "0:00"]])(
  "%s seconds read as %s", (seconds, text) => { expect(formatDuration(seconds)).toBe(text); },
);

test("a span is counted from the moment given to now", () => {
  expect(secondsSince("2026-11-21T10:00:00Z", Date.parse("2026-11-21T10:01:30Z"))).toBe(90);
});

test("times are shown in the company's zone", () => {
  const formats = createFormats("ru", "Asia/Vladivostok");
  expect(formats.time("2026-11-21T00:00:07Z")).toBe("10:00:07");
});

test("up-time shows its two largest units", () => {
  const units = { d: "d", h: "h", m: "m" };
  expect(formatUptime(59, units)).toBe("0 m");
  expect(formatUptime(3_700, units)).toBe("1 h 1 m");
  expect(formatUptime(90_000, units)).toBe("1 d 1 h");
});

test("sizes grow through their units", () => {
  expect(formatBytes(512)).toBe("512 B");
  expect(formatBytes(2048)).toBe("2 kB");
  expect(formatBytes(5 * 1024 ** 3)).toBe("5.0 GB");
});
