/** Changes of a flow's document: each takes one and gives another, and leaves untouched elements the same objects. Pure. */

import {
  ALWAYS, elementOf, freshId, levelOf, type FlowDocument, type FlowElement, type Kind, type Position, type SettingsOf, type When,
} from "@/features/flows/model/document";

const GRID = 8;
/** How far beside its neighbour a new element is put. */
const STEP = { x: 320, y: 40 };

const snap = ({ x, y }: Position): Position => ({ x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID });

const idsOf = ({ elements }: FlowDocument) => new Set(elements.map(({ id }) => id));

/** Ids are names in the records of calls: what a published version or an undone edit has used is not given to something else. */
export type Retired = ReadonlySet<string>;
const NONE: Retired = new Set();

function changed(document: FlowDocument, id: string, change: (element: FlowElement) => FlowElement): FlowDocument {
  return { ...document, elements: document.elements.map((element) => (element.id === id ? change(element) : element)) };
}

export function newElement<K extends Kind>(kind: K, { id, settings, position }: { id: string; settings: SettingsOf[K]; position: Position }): FlowElement {
  return { id, kind, name: "", number: "", position: snap(position), level: 0, when: ALWAYS, settings, exits: {} } as unknown as FlowElement;
}

export interface Link {
  from: string;
  exit: string;
}

interface Addition<K extends Kind> {
  kind: K;
  settings: SettingsOf[K];
  position: Position;
  /** The exit that is to lead to it. */
  link?: Link;
  retired?: Retired;
}

/** A new element, and its id. */
export function addElement<K extends Kind>(document: FlowDocument, { kind, settings, position, link, retired = NONE }: Addition<K>): { document: FlowDocument; id: string } {
  const id = freshId(kind, new Set([...idsOf(document), ...retired]));
  const added = { ...document, elements: [...document.elements, newElement(kind, { id, settings, position })] };
  return { id, document: link ? connect(added, { ...link, to: id }) : added };
}

/** A free place for an element that follows `after`; the end of the flow without one. */
export function placeFor(document: FlowDocument, after?: string): Position {
  const before = elementOf(document, after) ?? document.elements.at(-1);
  const wanted = before ? { x: before.position.x + STEP.x, y: before.position.y } : { x: 0, y: 0 };
  const isTaken = ({ x, y }: Position) => document.elements.some(({ position }) => Math.abs(position.x - x) < 200 && Math.abs(position.y - y) < 120);
  while (isTaken(wanted)) wanted.y += STEP.y;
  return snap(wanted);
}

export function connect(document: FlowDocument, { from, exit, to }: Link & { to: string }): FlowDocument {
  return changed(document, from, (element) => (element.exits[exit] === to ? element : { ...element, exits: { ...element.exits, [exit]: to } }));
}

export function disconnect(document: FlowDocument, { from, exit }: Link): FlowDocument {
  return changed(document, from, (element) => {
    const { [exit]: _gone, ...exits } = element.exits;
    return { ...element, exits };
  });
}

/** Elements gone, with every link that led to them. */
export function removeElements(document: FlowDocument, ids: readonly string[]): FlowDocument {
  const gone = new Set(ids);
  const elements = document.elements.filter(({ id }) => !gone.has(id)).map((element) => {
    const kept = Object.entries(element.exits).filter(([, target]) => !gone.has(target));
    return kept.length === Object.keys(element.exits).length ? element : { ...element, exits: Object.fromEntries(kept) };
  });
  return { ...document, elements };
}

export function moveElements(document: FlowDocument, places: Readonly<Record<string, Position>>): FlowDocument {
  const elements = document.elements.map((element) => {
    const place = places[element.id];
    return place ? { ...element, position: snap(place) } : element;
  });
  return { ...document, elements };
}

export function setSettings(document: FlowDocument, id: string, patch: object): FlowDocument {
  return changed(document, id, (element) => ({ ...element, settings: { ...element.settings, ...patch } }) as FlowElement);
}

export function setCommon(document: FlowDocument, id: string, patch: Partial<Pick<FlowElement, "name" | "number" | "level" | "when">>): FlowDocument {
  return changed(document, id, (element) => ({ ...element, ...patch }));
}

/** Exits that the kind no longer has are dropped: a schedule's periods after another schedule was chosen. */
export function keepExits(document: FlowDocument, id: string, names: readonly string[]): FlowDocument {
  return changed(document, id, (element) => ({ ...element, exits: Object.fromEntries(Object.entries(element.exits).filter(([name]) => names.includes(name))) }));
}

/** Copies of elements with ids of their own; links among them lead to the copies, links to others are dropped, levels stay. */
export function pasteElements(document: FlowDocument, copied: readonly FlowElement[], { by, retired = NONE }: { by: Position; retired?: Retired }): { document: FlowDocument; ids: string[] } {
  const taken = new Set([...idsOf(document), ...retired]);
  const renamed = new Map<string, string>();
  for (const { id, kind } of copied) {
    const fresh = freshId(kind, taken);
    taken.add(fresh);
    renamed.set(id, fresh);
  }
  const exitsOf = (exits: Record<string, string>) => Object.fromEntries(Object.entries(exits).flatMap(([exit, target]) => {
    const kept = levelOf(target) === null ? renamed.get(target) : target;
    return kept === undefined ? [] : [[exit, kept]];
  }));
  const copies = copied.map((element) => ({
    ...element, id: renamed.get(element.id) ?? element.id, number: "", position: snap({ x: element.position.x + by.x, y: element.position.y + by.y }), exits: exitsOf(element.exits),
    // An outside number leads to one place only.
    ...(element.kind === "start" ? { settings: { numbers: [] } } : {}),
  }) as FlowElement);
  return { document: { ...document, elements: [...document.elements, ...copies] }, ids: copies.map(({ id }) => id) };
}

/** Another place for a layer among the layers of its level: -1 is tried earlier, 1 later. */
export function moveLayer(document: FlowDocument, id: string, by: -1 | 1): FlowDocument {
  const at = document.elements.findIndex((element) => element.id === id);
  const moved = document.elements[at];
  if (!moved) return document;
  let other = at + by;
  while (document.elements[other] && document.elements[other]?.level !== moved.level) other += by;
  const swapped = document.elements[other];
  if (!swapped) return document;
  const elements = [...document.elements];
  elements[at] = swapped;
  elements[other] = moved;
  return { ...document, elements };
}

/** Puts an element on a level, behind its layers; level 0 takes it off. What led to it by name goes on doing so. */
export function setLevel(document: FlowDocument, id: string, level: number): FlowDocument {
  const element = elementOf(document, id);
  if (!element || element.level === level) return document;
  const rest = document.elements.filter((other) => other.id !== id);
  return { ...document, elements: [...rest, { ...element, level }] };
}

export function setWhen(document: FlowDocument, id: string, when: When): FlowDocument {
  return setCommon(document, id, { when });
}
