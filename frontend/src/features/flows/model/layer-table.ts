/** The flow as 004 writes it: levels, their layers in order, and what is no layer. Pure. */

import { layersOf, levelsOf, type FlowDocument, type FlowElement, type Kind } from "@/features/flows/model/document";

export interface LevelRows {
  /** 0 stands for elements that are no layers. */
  level: number;
  rows: FlowElement[];
}

export function layerTable(document: FlowDocument): LevelRows[] {
  const levels = levelsOf(document).map((level) => ({ level, rows: layersOf(document, level) }));
  const loose = document.elements.filter(({ level, kind }) => level === 0 && kind !== "start");
  return loose.length > 0 ? [...levels, { level: 0, rows: loose }] : levels;
}

/** The next level that has neither layers nor links. */
export const freeLevel = (document: FlowDocument) => (levelsOf(document).at(-1) ?? 0) + 1;

/** Transitions that 004 names: forward, busy, no answer, after the answer, no route. */
export const TRANSITIONS: ReadonlySet<string> = new Set(["forward", "busy", "no_answer", "answered", "unreachable"]);

/** What 004 calls the time-out: the setting, and its limits in seconds. */
interface Timeout {
  field: string;
  min: number;
  max: number;
}

export const TIMEOUTS = {
  person: { field: "ring_seconds", min: 0, max: 600 }, outside: { field: "ring_seconds", min: 5, max: 600 }, menu: { field: "wait_seconds", min: 1, max: 60 }, dial: { field: "wait_seconds", min: 1, max: 60 },
} as const satisfies Partial<Record<Kind, Timeout>>;

type TimedKind = keyof typeof TIMEOUTS;

export const isTimed = (kind: Kind): kind is TimedKind => kind in TIMEOUTS;

/** Seconds of an element's time-out, or null when its kind has none; a person's 0 is what is set at the person. */
export function timeoutOf({ kind, settings }: FlowElement): number | null {
  return isTimed(kind) ? Number((settings as unknown as Record<string, unknown>)[TIMEOUTS[kind].field]) : null;
}
