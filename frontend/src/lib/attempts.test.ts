import { expect, test } from "vitest";
import { attemptOf } from "@/lib/attempts";

const caller = { role: "caller" as const, line: "", number: "200" };
const phone = { role: "callee" as const, line: "", number: "201" };
const outside = (line: string, number = "+79160001234") => ({ role: "callee" as const, line, number });

test("tries of one number are counted in their order", () => {
  const legs = [caller, outside("trunk:mts"), outside("carrier")];
  expect(legs.map((_, index) => attemptOf(legs, index))).toEqual([null, 1, 2]);
});

test("the only try of a number is not counted, and another number begins anew", () => {
  const legs = [caller, outside("carrier"), outside("carrier", "+79160009999")];
  expect(legs.map((_, index) => attemptOf(legs, index))).toEqual([null, null, null]);
});

test("phones inside are no tries, and an incoming caller is none either", () => {
  const legs = [{ ...outside("carrier"), role: "caller" as const }, phone, phone];
  expect(legs.map((_, index) => attemptOf(legs, index))).toEqual([null, null, null]);
});
