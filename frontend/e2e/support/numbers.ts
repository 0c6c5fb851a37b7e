/** Numbers that nothing has: asked of the installation, so that journeys can be repeated on it for ever. */

import type { Page } from "@playwright/test";
import { ask } from "./steps.ts";

const BLOCKS = 100; // of a hundred numbers each

/** An internal number for an element of a flow. Nobody else takes numbers of this worker's company meanwhile. */
export async function freeInternalNumber(page: Page): Promise<string> {
  return String((await ask(page, "GET", "numbering/free/?kind=flow")).number);
}

/** A number of the public network: `prefix` and four digits. Each worker looks in a half of its own. */
export async function freeOutsideNumber(operator: Page, prefix: string): Promise<string> {
  const first = Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 2 * (BLOCKS / 2);
  for (let block = first; block < BLOCKS; block += 1) {
    const begin = `${prefix}${String(block).padStart(2, "0")}`;
    const { results } = await ask(operator, "GET", `platform/phone-numbers/?page_size=500&search=${encodeURIComponent(begin)}`) as { results: { number: string }[] };
    const taken = new Set(results.map(({ number }) => number));
    const free = Array.from({ length: 100 }, (_, last) => `${begin}${String(last).padStart(2, "0")}`).find((number) => !taken.has(number));
    if (free !== undefined) return free;
  }
  throw new Error(`all numbers of ${prefix} are taken`);
}
