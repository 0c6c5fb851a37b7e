/** The flow as a drawing: elements dragged from the palette, links drawn from exits, everything also done by keys. */

import "@xyflow/react/dist/style.css";
import { useCallback, useEffect, useMemo, useState, type DragEvent } from "react";
import { useMantineColorScheme } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  Background, BackgroundVariant, Controls, MarkerType, MiniMap, ReactFlow, useReactFlow, useStore, useStoreApi, type Connection, type EdgeChange, type NodeChange, type OnConnectEnd,
} from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { ElementNode } from "@/features/flows/components/element-node";
import classes from "@/features/flows/components/flow.module.css";
import { KindMenu } from "@/features/flows/components/kind-menu";
import { toneOf } from "@/features/flows/components/kind-icon";
import { LinkEdge } from "@/features/flows/components/link-edge";
import { ViewContext } from "@/features/flows/components/view-context";
import { KIND_DRAG } from "@/features/flows/components/palette";
import { nameOf, summaryOf } from "@/features/flows/elements/registry";
import { changeOfLine, type Difference } from "@/features/flows/model/difference";
import { isConditional, type FlowDocument, type FlowElement, type Kind, type Position } from "@/features/flows/model/document";
import type { Link } from "@/features/flows/model/edits";
import { LAYER_ENTRY, linesOf, NEXT_LAYER } from "@/features/flows/model/links";
import type { Marks } from "@/features/flows/model/marks";
import { createNodeCache, type ElementNode as Drawn, type Live } from "@/features/flows/model/nodes";
import type { LitPath } from "@/features/flows/model/path";
import { useThings } from "@/features/flows/things";
import { useChangeWords } from "@/features/flows/components/use-change-words";
import { useWhenWords } from "@/features/flows/components/when-fields";
import { useAriaTexts } from "@/features/flows/components/use-aria-texts";

const NODE_TYPES = { element: ElementNode };
const EDGE_TYPES = { link: LinkEdge };
const FIT = { padding: 0.12, maxZoom: 1 };
const ARROW = { type: MarkerType.ArrowClosed, width: 22, height: 22, markerUnits: "userSpaceOnUse" };
const SNAP: [number, number] = [8, 8];

export interface CanvasEdits {
  move: (places: Record<string, Position>) => void;
  connect: (link: Link & { to: string }) => void;
  disconnect: (link: Link) => void;
  add: (kind: Kind, position: Position, link?: Link) => void;
}

interface CanvasProps {
  document: FlowDocument;
  marks: ReadonlyMap<string, Marks>;
  path: LitPath | null;
  difference: Difference | null;
  selected: readonly string[];
  onSelect: (ids: readonly string[]) => void;
  /** Absent when the drawing is only read. */
  edits?: CanvasEdits;
  /** A picture in a dialog: without the map. */
  isSmall?: boolean;
}

interface Pending {
  /** On the page and on the canvas. */
  at: { x: number; y: number };
  position: Position;
  link: Link;
}

function useNodes(document: FlowDocument, marks: ReadonlyMap<string, Marks>, selected: readonly string[]) {
  const { t } = useTranslation();
  const things = useThings();
  const [cache] = useState(createNodeCache);
  const [live, setLive] = useState<Readonly<Record<string, Live>>>({});
  const whenWords = useWhenWords();
  const changeWords = useChangeWords();
  const labelOf = useCallback((element: FlowElement, shown: Marks) => [
    nameOf(element, { t }), changeWords(element, shown), isConditional(element) ? whenWords(element.when) : "", ...summaryOf(element, { t, things }), ...shown.problems.map(({ message }) => message),
  ].filter((part) => part !== "").join(". "), [changeWords, t, things, whenWords]);
  const nodes = useMemo(() => cache(document.elements, { marks, selected: new Set(selected), live, labelOf }), [cache, document, labelOf, live, marks, selected]);
  return { nodes, setLive };
}

function useEdges(document: FlowDocument, { path, difference, selectedEdge }: { path: LitPath | null; difference: Difference | null; selectedEdge: string | null }): LinkEdge[] {
  return useMemo(() => linesOf(document).map(({ id, from, exit, to, level }) => {
    const isLit = path?.lines.has(id) ?? false;
    return {
      id, type: "link", source: from, sourceHandle: exit, target: to, targetHandle: exit === NEXT_LAYER ? LAYER_ENTRY : null, markerEnd: ARROW, selected: id === selectedEdge, zIndex: isLit ? 1 : 0, focusable: true,
      data: { from, exit, level, isLit, isDim: path !== null && !isLit, change: difference === null ? "" : changeOfLine(difference, id) },
    } satisfies LinkEdge;
  }), [difference, document, path, selectedEdge]);
}

/** Brings the one selected element into sight when it is out of it: it may have been chosen, or made, in a panel. */
function useReveal(selected: readonly string[]) {
  const { getInternalNode, getViewport, setCenter } = useReactFlow();
  const size = useStoreApi();
  const only = selected.length === 1 ? selected[0] : undefined;
  useEffect(() => {
    if (only === undefined) return undefined;
    // A new element is measured first.
    const timer = window.setTimeout(() => {
      const node = getInternalNode(only);
      if (!node) return;
      const { x, y, zoom } = getViewport();
      const { width, height } = size.getState();
      const box = { width: node.measured.width ?? 0, height: node.measured.height ?? 0 };
      const left = node.internals.positionAbsolute.x * zoom + x;
      const top = node.internals.positionAbsolute.y * zoom + y;
      const isSeen = left >= 0 && top >= 0 && left + box.width * zoom <= width && top + Math.min(box.height * zoom, 80) <= height;
      if (!isSeen) void setCenter(node.internals.positionAbsolute.x + box.width / 2, node.internals.positionAbsolute.y + box.height / 2, { zoom: Math.max(zoom, 0.6), duration: 250 });
    }, 80);
    return () => { window.clearTimeout(timer); };
  }, [getInternalNode, getViewport, only, setCenter, size]);
}

/** Shows the whole flow while a path is lit, and again when a panel takes room from it: the path may lead anywhere. */
function useOverview(isPathShown: boolean) {
  const { fitView } = useReactFlow();
  const width = useStore(({ width: wide }) => wide);
  useEffect(() => {
    if (!isPathShown || width === 0) return undefined;
    const timer = window.setTimeout(() => { void fitView({ ...FIT, duration: 300 }); }, 150);
    return () => { window.clearTimeout(timer); };
  }, [fitView, isPathShown, width]);
}

/** Where a finger or a pointer let go. */
function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const { clientX: x, clientY: y } = "changedTouches" in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
  return { x, y };
}

export function Canvas({ document, marks, path, difference, selected, onSelect, edits, isSmall = false }: CanvasProps) {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const { screenToFlowPosition } = useReactFlow();
  const texts = useAriaTexts();
  const [selectedEdge, setSelectedEdge] = useState<string | null>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const { nodes, setLive } = useNodes(document, marks, selected);
  const edges = useEdges(document, { path, difference, selectedEdge });
  const mayEdit = edits !== undefined;
  useReveal(selected);
  useOverview(path !== null);

  const onNodesChange = (changes: NodeChange<Drawn>[]) => {
    const places: Record<string, Position> = {};
    const chosen = new Set(selected);
    const patches: Record<string, Live> = {};
    for (const change of changes) {
      if (change.type === "dimensions" && change.dimensions) patches[change.id] = { ...patches[change.id], measured: change.dimensions };
      if (change.type === "position" && change.position) {
        if (change.dragging === true) patches[change.id] = { ...patches[change.id], position: change.position };
        else { places[change.id] = change.position; patches[change.id] = { ...patches[change.id], position: undefined }; }
      }
      if (change.type === "select") { if (change.selected) chosen.add(change.id); else chosen.delete(change.id); }
    }
    if (Object.keys(patches).length > 0) {
      setLive((old) => ({ ...old, ...Object.fromEntries(Object.entries(patches).map(([id, patch]) => [id, { ...old[id], ...patch }])) }));
    }
    if (Object.keys(places).length > 0) edits?.move(places);
    if (changes.some(({ type }) => type === "select")) onSelect([...chosen]);
  };
  const onEdgesChange = (changes: EdgeChange<LinkEdge>[]) => {
    for (const change of changes) if (change.type === "select") setSelectedEdge(change.selected ? change.id : null);
  };
  const onConnect = ({ source, sourceHandle, target }: Connection) => { edits?.connect({ from: source, exit: sourceHandle ?? "", to: target }); };
  const onConnectEnd: OnConnectEnd = (event, { fromHandle, toNode, toHandle }) => {
    if (!edits || fromHandle?.type !== "source") return;
    const link = { from: fromHandle.nodeId, exit: fromHandle.id ?? "" };
    // Let go anywhere over an element: that one is meant.
    if (toNode && !toHandle) { edits.connect({ ...link, to: toNode.id }); return; }
    if (toNode) return;
    const at = pointOf(event);
    setPending({ at, position: screenToFlowPosition(at), link });
  };
  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(KIND_DRAG);
    if (kind === "") return;
    event.preventDefault();
    edits?.add(kind as Kind, screenToFlowPosition({ x: event.clientX - 40, y: event.clientY - 20 }));
  };
  const removeEdge = () => {
    const data = edges.find(({ id }) => id === selectedEdge)?.data;
    if (data) edits?.disconnect({ from: data.from, exit: data.exit });
  };
  useHotkeys([["Delete", removeEdge], ["Backspace", removeEdge]]);
  const view = useMemo(() => ({ mayEdit, removeLink: (from: string, exit: string) => { edits?.disconnect({ from, exit }); } }), [edits, mayEdit]);

  return (
    <ViewContext.Provider value={view}>
      <div className={classes.canvas} onDrop={onDrop} onDragOver={(event) => { if (mayEdit) event.preventDefault(); }} data-testid="canvas">
        <ReactFlow<Drawn, LinkEdge>
          nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} onNodesChange={onNodesChange} onEdgesChange={onEdgesChange} onConnect={onConnect} onConnectEnd={onConnectEnd}
          colorMode={colorScheme === "auto" ? "system" : colorScheme} fitView fitViewOptions={FIT} minZoom={0.1} maxZoom={1.6} snapToGrid snapGrid={SNAP} nodesDraggable={mayEdit} nodesConnectable={mayEdit}
          deleteKeyCode={null} selectionKeyCode="Shift" multiSelectionKeyCode={["Shift", "Meta", "Control"]} ariaLabelConfig={texts} aria-label={t("flow_editor.canvas")} proOptions={{ hideAttribution: false }}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} />
          <Controls showInteractive={false} fitViewOptions={FIT} />
          {!isSmall && <MiniMap<Drawn> pannable zoomable nodeColor={({ data }) => toneOf(data.element.kind)} nodeBorderRadius={6} style={{ width: 150, height: 100 }} />}
        </ReactFlow>
        {pending && (
          <KindMenu at={pending.at} onClose={() => { setPending(null); }} onChoose={(kind) => { edits?.add(kind, pending.position, pending.link); setPending(null); }} />
        )}
      </div>
    </ViewContext.Provider>
  );
}
