/** Classes of outside calls (001), from the nearest to the farthest. Pure. */

import type { CallClass } from "@/api/types";

export const CALL_CLASSES: CallClass[] = ["internal", "local", "regional_mobile", "mobile", "long_distance", "international"];

/** Usual sets: each a rung of the ladder. */
export const LADDER: { key: string; upTo: CallClass }[] = [
  { key: "inside", upTo: "internal" },
  { key: "city", upTo: "regional_mobile" },
  { key: "country", upTo: "long_distance" },
  { key: "world", upTo: "international" },
];

export function classesUpTo(last: CallClass, ceiling: readonly CallClass[]): CallClass[] {
  return CALL_CLASSES.slice(0, CALL_CLASSES.indexOf(last) + 1).filter((name) => ceiling.includes(name));
}

/** In the order of the ladder, whatever order they were ticked in. */
export function sortClasses(classes: readonly CallClass[]): CallClass[] {
  return CALL_CLASSES.filter((name) => classes.includes(name));
}

/** The rung that a set stands on, when it is one of the usual ones under this ceiling. */
export function rungOf(classes: readonly CallClass[], ceiling: readonly CallClass[]): string | null {
  const own = sortClasses(classes).filter((name) => ceiling.includes(name)).join();
  return LADDER.find((rung) => classesUpTo(rung.upTo, ceiling).join() === own)?.key ?? null;
}
