import { expect, test } from "vitest";
import { CALL_CLASSES, classesUpTo, rungOf, sortClasses } from "@/components/outside/classes";

const RUSSIA = CALL_CLASSES.filter((name) => name !== "international");

test("a rung holds every nearer class that the operator allows", () => {
  expect(classesUpTo("regional_mobile", CALL_CLASSES)).toEqual(["internal", "local", "regional_mobile"]);
  expect(classesUpTo("international", RUSSIA)).toEqual(RUSSIA);
  expect(classesUpTo("long_distance", ["internal", "local"])).toEqual(["internal", "local"]);
});

test("a set is recognised in any order, and a set of one's own is no rung", () => {
  expect(rungOf(["local", "internal", "regional_mobile"], CALL_CLASSES)).toBe("city");
  expect(rungOf(["internal", "international"], CALL_CLASSES)).toBeNull();
});

test("what the ceiling takes away does not change the rung", () => {
  expect(rungOf([...RUSSIA, "international"], RUSSIA)).toBe("country");
});

test("classes are sent from the nearest to the farthest", () => {
  expect(sortClasses(["international", "internal"])).toEqual(["internal", "international"]);
});
