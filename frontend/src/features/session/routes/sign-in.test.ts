import { expect, test } from "vitest";
import { safeNext } from "@/features/session/routes/sign-in";

test("after signing in a person returns to the page they wanted", () => {
  expect(safeNext("/calls?direction=in")).toBe("/calls?direction=in");
});

test.each(["//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "", undefined])(
  "the address %s is not followed", (next) => { expect(safeNext(next)).toBeNull(); },
);
