import { expect, test } from "vitest";
import { homeOf } from "@/session/session";
import { adminSession, operatorSession, signedOutSession, userSession } from "@/testing/fixtures";

test("an operator lands on the list of companies", () => {
  expect(homeOf(operatorSession)).toBe("/platform/companies");
});

test("an operator who acts as a company lands on its dashboard", () => {
  const tenant = adminSession.tenant;
  expect(homeOf({ ...operatorSession, tenant, permissions: adminSession.permissions })).toBe("/");
});

test("an admin lands on the dashboard and a user on the own page", () => {
  expect(homeOf(adminSession)).toBe("/");
  expect(homeOf(userSession)).toBe("/me");
});

test("a person of several companies chooses one first", () => {
  expect(homeOf({ ...adminSession, tenant: null })).toBe("/choose-company");
});

test("a person whom the company does not admit any more is told so", () => {
  expect(homeOf({ ...userSession, permissions: [] })).toBe("/no-access");
});

test("nobody lands on the sign-in page", () => {
  expect(homeOf(signedOutSession)).toBe("/sign-in");
});
