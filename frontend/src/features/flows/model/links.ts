/** The links of a document as lines between elements. Pure. */

import { layersOf, levelOf, type FlowDocument } from "@/features/flows/model/document";

/** The way from a layer to the next of its level when its condition does not hold; no exit of the document. */
export const NEXT_LAYER = "__next_layer";

/** Where that way comes in: from above, not from the left. */
export const LAYER_ENTRY = "__layer";

export interface Line {
  id: string;
  from: string;
  exit: string;
  to: string;
  /** The level by which it leads there; null for a link to the element itself. */
  level: number | null;
}

export const lineId = (from: string, exit: string) => `${from}/${exit}`;

/** Lines to elements, to the first layer of a level, and from layer to layer. A link to nowhere has none. */
export function linesOf(document: FlowDocument): Line[] {
  const known = new Set(document.elements.map(({ id }) => id));
  const lines: Line[] = [];
  const nextLayer = new Map<number, string>();
  for (const { id, level, exits } of document.elements) {
    const before = nextLayer.get(level);
    if (level > 0 && before !== undefined) lines.push({ id: lineId(before, NEXT_LAYER), from: before, exit: NEXT_LAYER, to: id, level });
    if (level > 0) nextLayer.set(level, id);
    for (const [exit, target] of Object.entries(exits)) {
      const toLevel = levelOf(target);
      const to = toLevel === null ? target : layersOf(document, toLevel)[0]?.id;
      if (to !== undefined && known.has(to)) lines.push({ id: lineId(id, exit), from: id, exit, to, level: toLevel });
    }
  }
  return lines;
}

/** Elements that a call can come to: from starts, from own numbers, along lines. */
export function reachable(document: FlowDocument): Set<string> {
  const lines = linesOf(document);
  const next = new Map<string, string[]>();
  for (const { from, to } of lines) next.set(from, [...(next.get(from) ?? []), to]);
  const seen = new Set(document.elements.filter(({ kind, number }) => kind === "start" || number !== "").map(({ id }) => id));
  const open = [...seen];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const to of next.get(id) ?? []) {
      if (!seen.has(to)) { seen.add(to); open.push(to); }
    }
  }
  return seen;
}
