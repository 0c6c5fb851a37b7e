/** Elements as nodes of the canvas. A node stays the same object until something on it changes: the canvas draws it again only then. Pure but for its memory. */

import type { Node } from "@xyflow/react";
import type { FlowElement, Position } from "@/features/flows/model/document";
import { sameMarks, type Marks } from "@/features/flows/model/marks";

export type ElementNode = Node<{ element: FlowElement; marks: Marks }, "element">;

/** What the canvas knows of a node and the document does not. */
export interface Live {
  measured?: { width?: number; height?: number };
  /** While it is dragged. */
  position?: Position;
}

interface Shown {
  marks: ReadonlyMap<string, Marks>;
  selected: ReadonlySet<string>;
  live: Readonly<Record<string, Live>>;
  /** What is read aloud; the same function as long as it says the same. */
  labelOf: (element: FlowElement, marks: Marks) => string;
}

const PLAIN: Marks = { problems: [], steps: null, change: "", fields: [], isFound: false };

export function createNodeCache(): (elements: readonly FlowElement[], shown: Shown) => ElementNode[] {
  let known = new Map<string, { node: ElementNode; live: Live | undefined }>();
  let words: Shown["labelOf"] | undefined;
  return (elements, { marks, selected, live, labelOf }) => {
    const next = new Map<string, { node: ElementNode; live: Live | undefined }>();
    const isSaidAlike = words === labelOf;
    words = labelOf;
    const nodes = elements.map((element) => {
      const { id } = element;
      const before = known.get(id);
      const wanted = marks.get(id) ?? PLAIN;
      const isSame = before?.node.data.element === element && sameMarks(before.node.data.marks, wanted);
      const data = before && isSame ? before.node.data : { element, marks: wanted };
      const isUnchanged = isSaidAlike && before?.node.data === data && before.live === live[id] && before.node.selected === selected.has(id);
      const node: ElementNode = before && isUnchanged ? before.node : {
        id, type: "element", data, position: live[id]?.position ?? element.position, measured: live[id]?.measured, selected: selected.has(id), ariaLabel: labelOf(element, wanted),
      };
      next.set(id, { node, live: live[id] });
      return node;
    });
    known = next;
    return nodes;
  };
}
