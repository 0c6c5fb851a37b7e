/** The way of one call through a flow, as lit elements and lines: of a simulated call and of a recorded one alike. Pure. */

import type { FlowDocument } from "@/features/flows/model/document";
import { layersOf, levelOf } from "@/features/flows/model/document";
import { lineId, NEXT_LAYER } from "@/features/flows/model/links";

export interface PathStep {
  element: string;
  /** The exit by which the call left it; "" where it ended. */
  exit: string;
}

export interface LitPath {
  /** Element -> numbers of the steps that were taken there, from 1. */
  steps: ReadonlyMap<string, number[]>;
  lines: ReadonlySet<string>;
}

export const NO_PATH: LitPath = { steps: new Map(), lines: new Set() };

/** Layers that were passed by on the way from the first of a level to the one that held. */
function passedLines(document: FlowDocument, level: number, reached: string): string[] {
  const layers = layersOf(document, level).map(({ id }) => id);
  const at = layers.indexOf(reached);
  return at < 0 ? [] : layers.slice(0, at).map((id) => lineId(id, NEXT_LAYER));
}

export function litPath(document: FlowDocument, steps: readonly PathStep[]): LitPath {
  const numbers = new Map<string, number[]>();
  const lines = new Set<string>();
  steps.forEach(({ element, exit }, index) => {
    numbers.set(element, [...(numbers.get(element) ?? []), index + 1]);
    const next = steps[index + 1];
    if (exit === "" || !next) return;
    const exits = document.elements.find(({ id }) => id === element)?.exits ?? {};
    const taken = exit in exits ? exit : "otherwise";
    lines.add(lineId(element, taken));
    const level = levelOf(exits[taken] ?? "");
    if (level !== null) passedLines(document, level, next.element).forEach((line) => lines.add(line));
  });
  return { steps: numbers, lines };
}

interface Entered {
  element: string;
  /** The exit by which the element was come to: of the element before. */
  exit: string;
}

/** A record tells by which exit each element was come to; a path tells by which exit each was left. */
export function stepsOfRecord(entered: readonly Entered[]): PathStep[] {
  return entered.map(({ element }, index) => ({ element, exit: entered[index + 1]?.exit ?? "" }));
}
