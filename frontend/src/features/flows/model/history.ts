/** What was, for undo and redo. Pure. */

const DEPTH = 200;
/** Typing into one field within this time is one step. */
const JOIN_MS = 1200;

export interface History<State> {
  past: State[];
  present: State;
  future: State[];
  /** What was changed last, and when: the same thing soon after joins the step. */
  last: { key: string; at: number } | null;
}

export const startHistory = <State>(present: State): History<State> => ({ past: [], present, future: [], last: null });

/** `key` names what is being changed; "" never joins. `at` in milliseconds. */
export function pushState<State>(history: History<State>, next: State, { key = "", at = 0 }: { key?: string; at?: number } = {}): History<State> {
  if (next === history.present) return history;
  const joins = key !== "" && history.last?.key === key && at - history.last.at < JOIN_MS;
  const past = joins ? history.past : [...history.past, history.present].slice(-DEPTH);
  return { past, present: next, future: [], last: { key, at } };
}

export function undo<State>(history: History<State>): History<State> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], last: null };
}

export function redo<State>(history: History<State>): History<State> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, last: null };
}
