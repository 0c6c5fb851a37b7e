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

/** The setting that 004 calls the time-out, in seconds, by kind. */
export const TIMEOUT_FIELD = {
  person: "ring_seconds", outside: "ring_seconds", menu: "wait_seconds", dial: "wait_seconds",
} as const satisfies Partial<Record<Kind, string>>;

export type TimedKind = keyof typeof TIMEOUT_FIELD;

export const isTimed = (kind: Kind): kind is TimedKind => kind in TIMEOUT_FIELD;

/** Seconds of an element's time-out, or null when its kind has none. */
export function timeoutOf({ kind, settings }: FlowElement): number | null {
  return isTimed(kind) ? Number((settings as unknown as Record<string, unknown>)[TIMEOUT_FIELD[kind]]) : null;
}
