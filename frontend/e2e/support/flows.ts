/** Call flows made past the pages, where a journey is about what becomes of them. */

import type { Page } from "@playwright/test";
import { ask, fresh } from "./steps.ts";

export type Drawn = Record<string, unknown>;

/** An element as documents write it; `values` are what differs from an empty one. */
export const element = (id: string, kind: string, values: object = {}): Drawn => (
  { id, kind, name: "", number: "", position: { x: 0, y: 0 }, level: 0, when: { lists: [], days: [], minutes: [] }, settings: {}, exits: {}, ...values }
);

export interface MadeFlow {
  id: string;
  name: string;
}

export async function makeFlow(page: Page, prefix: string, elements: readonly Drawn[]): Promise<MadeFlow> {
  const name = fresh(prefix);
  const { id } = await ask(page, "POST", "flows/", { name });
  const flow = { id: String(id), name };
  await saveFlow(page, flow, elements);
  return flow;
}

/** The draft becomes these elements; its revision. */
export async function saveFlow(page: Page, { id }: MadeFlow, elements: readonly Drawn[]): Promise<unknown> {
  const { revision } = await ask(page, "GET", `flows/${id}/draft/`);
  return (await ask(page, "PUT", `flows/${id}/draft/`, { document: { format: 1, elements }, revision })).revision;
}

/** What is in the draft is what calls meet. */
export async function publishFlow(page: Page, { id }: MadeFlow): Promise<void> {
  const { revision } = await ask(page, "GET", `flows/${id}/draft/`);
  await ask(page, "POST", `flows/${id}/publish/`, { revision, note: "" });
}
