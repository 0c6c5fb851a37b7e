import { expect, test } from "vitest";
import { passwordStrength } from "@/lib/password";

test.each([["", 0], ["short", 1], ["aaaaaaaaaaaaaaaa", 1], ["password", 1], ["Passw0rd-7", 3], ["correct horse battery staple", 4]])(
  "%s has strength %s", (password, strength) => { expect(passwordStrength(password)).toBe(strength); },
);
