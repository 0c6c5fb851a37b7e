/** What is marked on an element of the canvas, one object for each. Pure. */

import type { Difference } from "@/features/flows/model/difference";
import type { LitPath } from "@/features/flows/model/path";

/** One finding of the server's check, in the reader's language. */
export interface FlowProblem {
  severity: "error" | "warning";
  /** "" when it is about the flow as a whole. */
  element: string;
  field: string;
  code: string;
  message: string;
}

export type Change = "added" | "removed" | "changed" | "";

export interface Marks {
  problems: readonly FlowProblem[];
  /** Numbers of the steps that the shown call took here; null when no call is shown. */
  steps: readonly number[] | null;
  change: Change;
  /** Of a changed element: its fields that differ. */
  fields: readonly string[];
  isFound: boolean;
}

const NO_PROBLEMS: readonly FlowProblem[] = [];
const NO_STEPS: readonly number[] = [];
const NO_FIELDS: readonly string[] = [];

interface Shown {
  problems: readonly FlowProblem[];
  path: LitPath | null;
  difference: Difference | null;
  found: readonly string[];
}

export function changeOf(difference: Difference | null, id: string): Change {
  if (difference === null) return "";
  if (difference.added.includes(id)) return "added";
  if (difference.removed.includes(id)) return "removed";
  return id in difference.changed ? "changed" : "";
}

export function marksOf(ids: readonly string[], { problems, path, difference, found }: Shown): Map<string, Marks> {
  const byElement = groupProblems(problems);
  return new Map(ids.map((id) => [id, {
    problems: byElement.get(id) ?? NO_PROBLEMS, steps: path === null ? null : (path.steps.get(id) ?? NO_STEPS), change: changeOf(difference, id), fields: difference?.changed[id] ?? NO_FIELDS, isFound: found.includes(id),
  }]));
}

function groupProblems(problems: readonly FlowProblem[]): Map<string, FlowProblem[]> {
  const groups = new Map<string, FlowProblem[]>();
  for (const problem of problems) groups.set(problem.element, [...(groups.get(problem.element) ?? []), problem]);
  return groups;
}

/** Whether two say the same, so that an element need not be drawn again. */
export function sameMarks(one: Marks, other: Marks): boolean {
  return one.problems.length === other.problems.length && one.problems.every((problem, index) => problem.message === other.problems[index]?.message)
    && String(one.steps) === String(other.steps) && (one.steps === null) === (other.steps === null) && one.change === other.change && String(one.fields) === String(other.fields) && one.isFound === other.isFound;
}
