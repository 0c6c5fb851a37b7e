/** Places for elements so that calls run from left to right. Pure. */

import dagre from "@dagrejs/dagre";
import { layersOf, levelsOf, type FlowDocument, type FlowElement, type Position } from "@/features/flows/model/document";
import { moveElements } from "@/features/flows/model/edits";
import { linesOf, NEXT_LAYER } from "@/features/flows/model/links";

export interface Size {
  width: number;
  height: number;
}

/** Of an element that has not been drawn yet. */
const USUAL: Size = { width: 232, height: 140 };
/** Between elements of one column. */
const GAP = 36;

interface Way {
  from: string;
  to: string;
  isLevel: boolean;
}

/** How much stronger layers are drawn to what leads to their level than to what follows them: a level is one column. */
const LEVEL_PULL = 20;

/** Layers of a level stand one above the other: whatever leads to the level leads to each of them. */
function pairsOf(document: FlowDocument): Way[] {
  const ways = linesOf(document).filter(({ exit }) => exit !== NEXT_LAYER);
  return ways.flatMap(({ from, to, level }): Way[] => (level === null ? [{ from, to, isLevel: false }] : layersOf(document, level).map(({ id }) => ({ from, to: id, isLevel: true }))));
}

type Box = Position & Size;

/** Puts layers that share a column into the order in which they are tried. */
function stackLayers(document: FlowDocument, boxes: Map<string, Box>): void {
  for (const level of levelsOf(document)) {
    const layers = layersOf(document, level).flatMap(({ id }) => boxes.get(id) ?? []);
    if (new Set(layers.map(({ x, width }) => Math.round(x + width / 2))).size !== 1) continue;
    let top = Math.min(...layers.map(({ y }) => y));
    for (const box of layers) {
      box.y = top;
      top += box.height + GAP;
    }
  }
}

export function layoutOf(document: FlowDocument, sizes: Readonly<Record<string, Size>> = {}): Record<string, Position> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: GAP, ranksep: 96, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of document.elements) graph.setNode(id, { ...USUAL, ...sizes[id] });
  for (const { from, to, isLevel } of pairsOf(document)) graph.setEdge(from, to, { weight: isLevel ? LEVEL_PULL : 1 });
  dagre.layout(graph);
  const boxes = new Map(document.elements.map(({ id }): [string, Box] => {
    const { x = 0, y = 0, width = USUAL.width, height = USUAL.height } = graph.node(id) as Partial<Box>;
    return [id, { x: x - width / 2, y: y - height / 2, width, height }];
  }));
  stackLayers(document, boxes);
  return Object.fromEntries([...boxes].map(([id, { x, y }]) => [id, { x, y }]));
}

/** The document with a place for each element, when some lie in the very same place: it was not drawn by hand. */
export function placed(document: FlowDocument, sizeOf: (element: FlowElement) => Size = () => USUAL): FlowDocument {
  const taken = new Set(document.elements.map(({ position: { x, y } }) => `${String(x)}/${String(y)}`));
  if (taken.size === document.elements.length) return document;
  return moveElements(document, layoutOf(document, Object.fromEntries(document.elements.map((element) => [element.id, sizeOf(element)]))));
}
