/** Keeps the server's draft as the editor's document is: one save at a time, the newest document always last. */

import { asApiError, type ApiError } from "@/api/errors";
import type { FlowDocument } from "@/features/flows/model/document";
import type { FlowProblem } from "@/features/flows/model/marks";

const PAUSE_MS = 700;
const RETRY_MS = 5000;

/** Somebody else has saved since. */
export interface Conflict {
  by: string;
  at: string;
  revision: number;
}

export interface SaveState {
  status: "saved" | "changed" | "saving" | "failed" | "conflict";
  revision: number;
  problems: FlowProblem[];
  /** Of the draft on the server. */
  changedAt: string;
  hasChanges: boolean;
  conflict: Conflict | null;
  error: ApiError | null;
}

export interface Saved {
  revision: number;
  problems: FlowProblem[];
  changed_at: string;
  has_changes: boolean;
}

export type Send = (document: FlowDocument, revision: number) => Promise<Saved>;

export class Autosave {
  private state: SaveState;
  /** Not on the server yet. */
  private waiting: FlowDocument | null = null;
  private sent: FlowDocument | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly send: Send, first: Saved) {
    this.state = { status: "saved", conflict: null, error: null, ...stateOf(first) };
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  readonly read = () => this.state;

  /** The document has changed; it is saved after a short pause. */
  readonly change = (document: FlowDocument) => {
    this.waiting = document;
    if (this.state.status === "conflict") return;
    this.put({ status: this.running ? "saving" : "changed" });
    this.later(PAUSE_MS);
  };

  /** Saves now what there is to save; whether the server has everything afterwards. */
  readonly flush = async (): Promise<boolean> => {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.waiting !== null && this.state.status !== "conflict") await this.run();
    return this.state.status === "saved";
  };

  /** Writes over what somebody else has saved. */
  readonly keepMine = async (): Promise<boolean> => {
    const { conflict } = this.state;
    if (conflict === null) return true;
    this.put({ status: "changed", revision: conflict.revision, conflict: null });
    return this.flush();
  };

  /** The draft as it is on the server is what callers meet now. */
  readonly published = () => { this.put({ hasChanges: false }); };

  readonly stop = () => { clearTimeout(this.timer); };

  private later(ms: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private async run(): Promise<void> {
    this.running = this.saveWaiting().finally(() => { this.running = null; });
    await this.running;
    if (this.waiting !== null && this.state.status === "saving") await this.run();
  }

  private async saveWaiting(): Promise<void> {
    this.sent = this.waiting;
    this.waiting = null;
    if (this.sent === null) return;
    this.put({ status: "saving", error: null });
    try {
      const saved = await this.send(this.sent, this.state.revision);
      this.put({ ...stateOf(saved), status: this.waiting === null ? "saved" : "saving" });
    } catch (thrown) {
      this.waiting ??= this.sent;
      this.refused(asApiError(thrown));
    }
  }

  private refused(error: ApiError) {
    if (error.code === "draft_changed") {
      const { by = "", at = "", revision = 0 } = error.extra as Partial<Conflict>;
      this.put({ status: "conflict", conflict: { by, at, revision } });
      return;
    }
    this.put({ status: "failed", error });
    if (error.status === 0 || error.status >= 500) this.later(RETRY_MS);
  }

  private put(patch: Partial<SaveState>) {
    this.state = { ...this.state, ...patch };
    this.listeners.forEach((tell) => { tell(); });
  }
}

const stateOf = ({ revision, problems, changed_at: changedAt, has_changes: hasChanges }: Saved) => ({ revision, problems, changedAt, hasChanges });
