/** The live picture after one message: pure, so that it is tested without a socket. */

import type { LiveAttempt, LiveCall, LiveMessage, LiveRegistration } from "@/realtime/messages";

export interface LivePicture {
  /** Number of the last change that is in the picture; null before the first snapshot. */
  seq: number | null;
  isStale: boolean;
  calls: Record<string, LiveCall>;
  registrations: Record<string, LiveRegistration>;
  /** Latest first, of this visit only. */
  attempts: LiveAttempt[];
  /** Ids of calls that were put on record, latest first, of this visit only. */
  recorded: string[];
}

export const EMPTY_PICTURE: LivePicture = { seq: null, isStale: true, calls: {}, registrations: {}, attempts: [], recorded: [] };

const KEPT_ATTEMPTS = 100;
const KEPT_RECORDED = 50;

type Delta = Extract<LiveMessage, { type: "delta" }>;

const byId = (calls: LiveCall[]) => Object.fromEntries(calls.map((call) => [call.id, call]));
const byLogin = (items: LiveRegistration[]) => Object.fromEntries(items.map((item) => [item.login, item]));

function applyDelta(picture: LivePicture, delta: Delta): LivePicture {
  const gone = new Set(delta.removed ?? []);
  const kept = Object.values(picture.calls).filter((call) => !gone.has(call.id));
  return {
    ...picture,
    seq: delta.seq,
    calls: { ...byId(kept), ...byId(delta.upsert ?? []) },
    registrations: { ...picture.registrations, ...byLogin(delta.registrations ?? []) },
    attempts: [...(delta.attempts ?? []), ...picture.attempts].slice(0, KEPT_ATTEMPTS),
  };
}

/**
 * Fold one message into the picture. The answer "gap" means that a change was missed
 * and only a new snapshot can help; a change that is already in the picture is ignored.
 */
export function foldLive(picture: LivePicture, message: LiveMessage): LivePicture | "gap" {
  switch (message.type) {
    case "snapshot":
      return {
        ...picture, seq: message.seq, isStale: message.is_stale,
        calls: byId(message.calls), registrations: byLogin(message.registrations),
      };
    case "delta":
      if (picture.seq === null || message.seq > picture.seq + 1) return "gap";
      return message.seq <= picture.seq ? picture : applyDelta(picture, message);
    case "stale":
      return { ...picture, isStale: message.is_stale };
    case "recorded":
      return message.call_id === null ? picture : { ...picture, recorded: [message.call_id, ...picture.recorded].slice(0, KEPT_RECORDED) };
    default:
      return picture;
  }
}

/** Calls as a list, the longest-running first. */
export function liveCallsSorted(picture: LivePicture): LiveCall[] {
  return Object.values(picture.calls).sort((a, b) => a.started_at.localeCompare(b.started_at));
}
