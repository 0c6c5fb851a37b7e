/** What two documents of a flow differ in; where elements stand on the canvas does not count. Pure. */

import { lineId } from "@/features/flows/model/links";
import type { FlowDocument, FlowElement } from "@/features/flows/model/document";

export interface Difference {
  added: string[];
  removed: string[];
  /** Element -> its fields that differ; `exits` are told as links. */
  changed: Record<string, string[]>;
  linksAdded: string[];
  linksRemoved: string[];
}

const same = (one: unknown, other: unknown) => canonical(one) === canonical(other);

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part);
}

const FIELDS = ["kind", "name", "number", "level", "when"] as const;

function fieldsOf(before: FlowElement, after: FlowElement): string[] {
  const old = before.settings as Record<string, unknown>;
  const now = after.settings as Record<string, unknown>;
  const settings = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((field) => !same(old[field], now[field]));
  return [...FIELDS.filter((field) => !same(before[field], after[field])), ...settings];
}

const linksOf = ({ elements }: FlowDocument) =>
  new Map(elements.flatMap(({ id, exits }) => Object.entries(exits).map(([exit, target]): [string, string] => [lineId(id, exit), target])));

/** Ids of layers in the order in which they are tried. */
const orderOf = ({ elements }: FlowDocument, common: ReadonlySet<string>) =>
  elements.filter(({ id, level }) => level > 0 && common.has(id)).map(({ id, level }) => `${String(level)}:${id}`).sort((a, b) => parseInt(a) - parseInt(b));

function reordered(before: FlowDocument, after: FlowDocument): string[] {
  const common = new Set(before.elements.filter(({ id, level }) => after.elements.some((other) => other.id === id && other.level === level)).map(({ id }) => id));
  const old = orderOf(before, common);
  return orderOf(after, common).filter((entry, index) => entry !== old[index]).map((entry) => entry.slice(entry.indexOf(":") + 1));
}

export function differenceOf(before: FlowDocument, after: FlowDocument): Difference {
  const old = new Map(before.elements.map((element) => [element.id, element]));
  const now = new Map(after.elements.map((element) => [element.id, element]));
  const changed: Record<string, string[]> = {};
  for (const [id, element] of now) {
    const previous = old.get(id);
    const fields = previous ? fieldsOf(previous, element) : [];
    if (fields.length > 0) changed[id] = fields;
  }
  for (const id of reordered(before, after)) changed[id] = [...(changed[id] ?? []), "order"];
  const oldLinks = linksOf(before);
  const newLinks = linksOf(after);
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed,
    linksAdded: [...newLinks].filter(([id, target]) => oldLinks.get(id) !== target).map(([id]) => id),
    linksRemoved: [...oldLinks].filter(([id, target]) => newLinks.get(id) !== target).map(([id]) => id),
  };
}

export function isSame({ added, removed, changed, linksAdded, linksRemoved }: Difference): boolean {
  return added.length + removed.length + linksAdded.length + linksRemoved.length + Object.keys(changed).length === 0;
}

/** Both documents on one canvas: the later one, with elements and links that it no longer has. */
export function mergedFor(before: FlowDocument, after: FlowDocument): FlowDocument {
  const old = new Map(before.elements.map((element) => [element.id, element]));
  const kept = new Set(after.elements.map(({ id }) => id));
  const elements = after.elements.map((element) => ({ ...element, exits: { ...old.get(element.id)?.exits, ...element.exits } }));
  return { ...after, elements: [...elements, ...before.elements.filter(({ id }) => !kept.has(id))] };
}

/** What became of a line of the merged drawing. */
export function changeOfLine({ linksAdded, linksRemoved }: Difference, id: string): "added" | "removed" | "" {
  if (linksAdded.includes(id)) return "added";
  return linksRemoved.includes(id) ? "removed" : "";
}
