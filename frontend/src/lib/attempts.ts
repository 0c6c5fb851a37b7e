/** Tries of lines among the legs of a call. Pure. */

import type { CallDetail } from "@/api/types";

type Leg = Pick<CallDetail["legs"][number], "role" | "line" | "number">;

/** Which try of its number the leg at `index` is, from 1; null when it is no try of a line, or the only one. */
export function attemptOf(legs: readonly Leg[], index: number): number | null {
  const leg = legs[index];
  const isTry = (other: Leg) => other.role === "callee" && other.line !== "" && other.number === leg?.number;
  if (leg === undefined || !isTry(leg)) return null;
  const tries = legs.filter(isTry);
  return tries.length > 1 ? tries.indexOf(leg) + 1 : null;
}
