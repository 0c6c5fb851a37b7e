import type { ReachEntry } from "@/api/types";

/** The part of a way to be reached that its owner may change. */
export type Forwarding = Pick<ReachEntry, "id" | "forward_mode" | "forward_always_to" | "forward_busy_to" | "forward_timeout_to">;

export function forwardingOf({ id, forward_mode, forward_always_to, forward_busy_to, forward_timeout_to }: ReachEntry): Forwarding {
  return { id, forward_mode, forward_always_to, forward_busy_to, forward_timeout_to };
}
