import { expect, test } from "vitest";
import { formatPhone } from "@/lib/phone";
import { detailsOf, objectOf, type ProtocolLine } from "@/lib/protocol";

const words = { t: (key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(" "), titleOf: (line: string) => line.toUpperCase(), formatPhone };
const line = (event: string, object: string, detail: Record<string, string> = {}): ProtocolLine => ({ elapsed: 0, event, object, detail });

test("a try says the line, the route and what the line was told", () => {
  const tried = line("line_tried", "+79160001234", { line: "trunk:mts", route: "mobile", called: "89160001234", shown: "+74950001000", hidden: "", diversion: "" });
  expect(detailsOf(tried, words)).toEqual(["TRUNK:MTS", "calls.by_route mobile", "calls.told_called 89160001234", "calls.told_shown +7 495 000-10-00"]);
});

test("a number that goes out as it is, and a hidden caller, are not spelled again", () => {
  const tried = line("line_tried", "+79160001234", { line: "carrier", called: "+79160001234", shown: "+74950001000", hidden: "1" });
  expect(detailsOf(tried, words)).toEqual(["CARRIER", "calls.told_hidden"]);
});

test("a line that failed says the answer on the wire and the reason in words", () => {
  expect(detailsOf(line("line_failed", "+79160001234", { line: "carrier", sip: "503", reason: "limit_line", reason_text: "Full." }), words)).toEqual(["CARRIER", "SIP 503", "Full."]);
});

test("numbers are written as people read them, short ones as they are", () => {
  expect(objectOf(line("talking", "201, +79160001234"), words)).toBe("201, +7 916 000-12-34");
});

test("a rule may end a call instead of leading it elsewhere", () => {
  expect(objectOf(line("overridden", "end"), words)).toBe("calls.overridden_end");
  expect(detailsOf(line("overridden", "+79160001234", { by: "201", rule: "2" }), words)).toEqual(["calls.by_rule 2"]);
});
