/** Places for elements so that calls run from left to right. Pure. */

import dagre from "@dagrejs/dagre";
import type { FlowDocument, Position } from "@/features/flows/model/document";
import { moveElements } from "@/features/flows/model/edits";
import { linesOf } from "@/features/flows/model/links";

export interface Size {
  width: number;
  height: number;
}

/** Of an element that has not been drawn yet. */
const USUAL: Size = { width: 232, height: 140 };

export function layoutOf(document: FlowDocument, sizes: Readonly<Record<string, Size>> = {}): Record<string, Position> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 36, ranksep: 96, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of document.elements) graph.setNode(id, { ...USUAL, ...sizes[id] });
  for (const { from, to } of linesOf(document)) graph.setEdge(from, to);
  dagre.layout(graph);
  return Object.fromEntries(document.elements.map(({ id }) => {
    const { x = 0, y = 0, width = USUAL.width, height = USUAL.height } = graph.node(id) as Partial<Position & Size>;
    return [id, { x: x - width / 2, y: y - height / 2 }];
  }));
}

/** The document with a place for each element, when some lie in the very same place: it was not drawn by hand. */
export function placed(document: FlowDocument): FlowDocument {
  const taken = new Set(document.elements.map(({ position: { x, y } }) => `${String(x)}/${String(y)}`));
  return taken.size === document.elements.length ? document : moveElements(document, layoutOf(document));
}
