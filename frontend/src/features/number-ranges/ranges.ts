/** Ranges of the numbering plan as people read them. Pure. */

import { formatPhone } from "@/lib/phone";

/** Every kind of network that a range can belong to. */
export const RANGE_KINDS = ["fixed", "mobile", "tollfree", "premium", "satellite", "foreign"] as const;

/** "79160000000", "79169999999" -> "+7 916 000-00-00 … 999-99-99": what both ends share is said once. */
export function rangeText(first: string, last: string): string {
  const from = formatPhone(`+${first}`);
  const to = formatPhone(`+${last}`);
  if (first === last) return from;
  const isSameCode = first.slice(0, 4) === last.slice(0, 4);
  return `${from} … ${isSameCode ? to.split(" ").slice(2).join(" ") || to : to}`;
}

/** The register writes places from small to large, "town|district|region": the region, and the rest for whoever wants it. */
export function placeOf(text: string): { region: string; details: string } {
  const parts = text.split("|").map((part) => part.trim()).filter((part) => part !== "");
  return { region: parts.at(-1) ?? "", details: parts.slice(0, -1).join(", ") };
}

/** How many numbers a range holds. */
export function rangeSize(first: string, last: string): number {
  return Number(last) - Number(first) + 1;
}
