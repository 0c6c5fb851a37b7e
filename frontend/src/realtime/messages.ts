/** What the live socket says. */

import type { Attempt, ConfigState, LiveCall, LiveRegistration } from "@/api/types";

export type { LiveCall, LiveRegistration };

export type LiveAttempt = Attempt & {
  device: string;
  login: string;
};

export type LiveMessage =
  | { type: "snapshot"; seq: number; at: string; is_stale: boolean; calls: LiveCall[]; registrations: LiveRegistration[] }
  | {
      type: "delta"; seq: number; upsert?: LiveCall[]; removed?: string[];
      registrations?: LiveRegistration[]; attempts?: LiveAttempt[];
    }
  | { type: "stale"; is_stale: boolean }
  | ({ type: "config" } & Omit<ConfigState, "is_live">)
  | { type: "recorded"; call_id: string | null }
  | { type: "lines" }
  | { type: "voicemail"; box: string; new: number }
  | { type: "media"; id: string; state: "converting" | "ready" | "failed"; progress: number; error: string };
