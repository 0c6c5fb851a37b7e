import { expect, test } from "vitest";
import { navigationOf } from "@/app/shell/navigation";
import { adminSession, operatorSession, userSession } from "@/testing/fixtures";

const paths = (session: Parameters<typeof navigationOf>[0]) =>
  navigationOf(session).flatMap((section) => section.items.map((item) => item.to));

test("a user sees the own page and nothing of the company", () => {
  expect(paths(userSession)).toEqual(["/me", "/me/forwarding", "/me/calls", "/me/missed", "/me/voicemail"]);
});

test("an admin sees the company and the own page, and nothing of the installation", () => {
  expect(paths(adminSession)).toContain("/employees");
  expect(paths(adminSession).some((path) => path.startsWith("/platform"))).toBe(false);
});

test("an operator sees the installation; acting as a company, the company without an own page", () => {
  expect(paths(operatorSession)).toEqual(expect.arrayContaining(["/platform/companies", "/platform/carriers", "/platform/phone-numbers"]));
  expect(paths(operatorSession).every((path) => path.startsWith("/platform/"))).toBe(true);
  const acting = { ...adminSession, acting_as: { code: "acme", name: "Акме" } };
  expect(paths(acting)).toContain("/devices");
  expect(paths(acting)).not.toContain("/me");
});

test("only a person of several companies is offered another one", () => {
  expect(paths(adminSession)).not.toContain("/choose-company");
  const two = [...adminSession.memberships, { code: "globex", name: "Глобекс", role: "user" as const }];
  expect(paths({ ...adminSession, memberships: two })).toContain("/choose-company");
});
