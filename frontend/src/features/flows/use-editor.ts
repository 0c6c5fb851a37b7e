/** The document under the editor's hands: changes with undo and redo, what is selected, and saving as one goes. */

import { useCallback, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { saveDraft, type FlowDraft } from "@/features/flows/api";
import { Autosave, type SaveState } from "@/features/flows/model/autosave";
import type { FlowDocument } from "@/features/flows/model/document";
import { pushState, redo, startHistory, undo, type History } from "@/features/flows/model/history";
import { sizeOf } from "@/features/flows/elements/registry";
import { useThings } from "@/features/flows/things";
import { placed } from "@/features/flows/model/layout";

interface EditorState {
  history: History<FlowDocument>;
  selected: readonly string[];
  /** Ids that any document of this sitting has had. */
  retired: ReadonlySet<string>;
}

type Action =
  | { type: "apply"; change: (document: FlowDocument) => FlowDocument; key: string; at: number }
  | { type: "undo" | "redo" }
  | { type: "select"; ids: readonly string[] };

const idsOf = ({ elements }: FlowDocument) => elements.map(({ id }) => id);

function withHistory(state: EditorState, history: History<FlowDocument>): EditorState {
  if (history === state.history) return state;
  const ids = new Set(idsOf(history.present));
  const isNew = [...ids].some((id) => !state.retired.has(id));
  return { history, selected: state.selected.filter((id) => ids.has(id)), retired: isNew ? new Set([...state.retired, ...ids]) : state.retired };
}

function reduce(state: EditorState, action: Action): EditorState {
  switch (action.type) {
    case "apply": return withHistory(state, pushState(state.history, action.change(state.history.present), action));
    case "undo": return withHistory(state, undo(state.history));
    case "redo": return withHistory(state, redo(state.history));
    case "select": return { ...state, selected: action.ids };
  }
}

export interface Editor {
  document: FlowDocument;
  selected: readonly string[];
  retired: ReadonlySet<string>;
  save: SaveState;
  canUndo: boolean;
  canRedo: boolean;
  /** Only for whoever may; `key` joins changes of one field into one step back. */
  apply: (change: (document: FlowDocument) => FlowDocument, key?: string) => void;
  undo: () => void;
  redo: () => void;
  select: (ids: readonly string[]) => void;
  flush: () => Promise<boolean>;
  keepMine: () => Promise<boolean>;
  /** Told when the draft was published. */
  published: () => void;
}

export function useEditor(flowId: string, draft: FlowDraft, mayEdit: boolean): Editor {
  const words = { t: useTranslation().t, things: useThings() };
  const [state, dispatch] = useReducer(reduce, draft, ({ document }): EditorState => ({ history: startHistory(placed(document, (element) => sizeOf(element, words))), selected: [], retired: new Set(idsOf(document)) }));
  const [autosave] = useState(() => new Autosave((document, revision) => saveDraft(flowId, document, revision), draft));
  const save = useSyncExternalStore(autosave.subscribe, autosave.read);
  const document = state.history.present;

  const handed = useRef(document);
  useEffect(() => {
    if (handed.current === document) return;
    handed.current = document;
    autosave.change(document);
  }, [autosave, document]);
  useEffect(() => autosave.stop, [autosave]);

  const apply = useCallback((change: (old: FlowDocument) => FlowDocument, key = "") => {
    if (mayEdit) dispatch({ type: "apply", change, key, at: Date.now() });
  }, [mayEdit]);
  const select = useCallback((ids: readonly string[]) => { dispatch({ type: "select", ids }); }, []);
  const { past, future } = state.history;
  return useMemo(() => ({
    document, selected: state.selected, retired: state.retired, save, canUndo: mayEdit && past.length > 0, canRedo: mayEdit && future.length > 0, apply, select,
    undo: () => { dispatch({ type: "undo" }); }, redo: () => { dispatch({ type: "redo" }); }, flush: autosave.flush, keepMine: autosave.keepMine, published: autosave.published,
  }), [apply, autosave, document, future.length, mayEdit, past.length, save, select, state.retired, state.selected]);
}
