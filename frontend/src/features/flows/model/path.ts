/** The way of one call through a flow, as lit elements and lines: of a simulated call and of a recorded one alike. Pure. */

import type { FlowDocument } from "@/features/flows/model/document";
import { elementOf, layersOf, levelOf } from "@/features/flows/model/document";
import { lineId, NEXT_LAYER } from "@/features/flows/model/links";

export interface PathStep {
  /** Key of the flow it was taken in. */
  flow: string;
  element: string;
  /** The exit by which the call left it; "" where it ended. */
  exit: string;
}

export interface LitPath {
  /** Element -> numbers of the steps that were taken there, from 1. */
  steps: ReadonlyMap<string, number[]>;
  lines: ReadonlySet<string>;
}

/** Layers that were passed by on the way from the first of a level to the one that held. */
function passedLines(document: FlowDocument, level: number, reached: string): string[] {
  const layers = layersOf(document, level).map(({ id }) => id);
  const at = layers.indexOf(reached);
  return at < 0 ? [] : layers.slice(0, at).map((id) => lineId(id, NEXT_LAYER));
}

/** The element that the call came to next in this flow: levels are no elements, and another flow may lie between. */
function nextOf(document: FlowDocument, steps: readonly PathStep[], index: number): string | undefined {
  const { flow } = steps[index] ?? {};
  return steps.slice(index + 1).find((step) => step.flow === flow && elementOf(document, step.element) !== undefined)?.element;
}

/** What to light in the drawing of one flow. */
export function litPath(document: FlowDocument, steps: readonly PathStep[], flow: string): LitPath {
  const numbers = new Map<string, number[]>();
  const lines = new Set<string>();
  steps.forEach((step, index) => {
    const element = step.flow === flow ? elementOf(document, step.element) : undefined;
    if (!element) return;
    numbers.set(element.id, [...(numbers.get(element.id) ?? []), index + 1]);
    const next = nextOf(document, steps, index);
    const taken = step.exit in element.exits ? step.exit : "otherwise";
    const target = element.exits[taken];
    if (step.exit === "" || next === undefined || target === undefined) return;
    lines.add(lineId(element.id, taken));
    const level = levelOf(target);
    if (level !== null) passedLines(document, level, next).forEach((line) => lines.add(line));
  });
  return { steps: numbers, lines };
}

interface Entered {
  flow: string;
  element: string;
  /** The exit by which the element was come to: of the element before. */
  exit: string;
}

/** A record tells by which exit each element was come to; a path tells by which exit each was left. */
export function stepsOfRecord(entered: readonly Entered[]): PathStep[] {
  return entered.map(({ flow, element }, index) => ({ flow, element, exit: entered[index + 1]?.exit ?? "" }));
}
