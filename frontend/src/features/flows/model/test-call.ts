/** How far a call is that was asked for, as the live feed tells it. Pure. */

import type { LivePicture } from "@/realtime/fold";

/** A call that was asked for: by its id in the history, and by the one that it has while it lasts. */
export interface AskedCall {
  id: string;
  liveId: string;
}

export type TestCallState =
  /** The phone is about to ring, or rings. */
  | { at: "ringing" }
  /** The phone was taken: somebody listens, since then. */
  | { at: "listening"; since: string }
  /** It is over, and in the history or about to be there. */
  | { at: "over"; isRecorded: boolean }
  /** Nothing was heard of it for longer than a phone may ring. */
  | { at: "lost" };

/** Longer than a phone may ring (30 s), with time for the node to learn the draft. */
export const TEST_CALL_PATIENCE_MS = 60_000;

/** `wasSeen`: the live feed has shown it before; `isLate`: the patience is over. */
export function testCallState({ calls, recorded }: LivePicture, { id, liveId }: AskedCall, { wasSeen, isLate }: { wasSeen: boolean; isLate: boolean }): TestCallState {
  if (recorded.includes(id)) return { at: "over", isRecorded: true };
  const call = calls[liveId];
  if (call) return call.legs.some(({ state }) => state === "talking" || state === "held") ? { at: "listening", since: call.started_at } : { at: "ringing" };
  if (wasSeen) return { at: "over", isRecorded: false };
  return isLate ? { at: "lost" } : { at: "ringing" };
}
