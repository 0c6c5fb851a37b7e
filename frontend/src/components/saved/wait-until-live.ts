import type { ConfigState } from "@/api/types";

const POLL_MS = 250;
const PATIENCE_MS = 20_000;

interface Clock {
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => { window.setTimeout(resolve, ms); }),
};

/**
 * Read the configuration's state until the node has what was asked for by now, or says why not.
 * The first reading tells the revision to wait for: later saves of others do not prolong the wait.
 * Answers "slow" when it takes longer than a person should be kept waiting.
 */
export async function waitUntilLive<State extends Pick<ConfigState, "requested" | "applied" | "error">>(read: () => Promise<State>, clock: Clock = realClock): Promise<State | "slow"> {
  const startedAt = clock.now();
  const first = await read();
  let state = first;
  while (state.applied < first.requested && state.error === "") {
    if (clock.now() - startedAt > PATIENCE_MS) return "slow";
    await clock.sleep(POLL_MS);
    state = await read();
  }
  return state;
}
