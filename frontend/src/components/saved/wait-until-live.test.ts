import { expect, test } from "vitest";
import type { ConfigState } from "@/api/types";
import { waitUntilLive } from "@/components/saved/wait-until-live";

const state = (requested: number, applied: number, error = ""): ConfigState =>
  ({ requested, applied, error, applied_at: "2026-11-21T07:42:07Z", is_live: requested === applied });

function scripted(states: ConfigState[]) {
  let read = 0;
  return () => Promise.resolve(states[Math.min(read++, states.length - 1)] ?? state(0, 0));
}

function fakeClock() {
  let now = 0;
  return { now: () => now, sleep: (ms: number) => { now += ms; return Promise.resolve(); } };
}

test("a save is live once the node has applied its revision", async () => {
  const result = await waitUntilLive(scripted([state(5, 4), state(5, 4), state(5, 5)]), fakeClock());
  expect(result).toMatchObject({ applied: 5 });
});

test("a later save by someone else does not prolong the wait", async () => {
  const result = await waitUntilLive(scripted([state(5, 4), state(9, 5)]), fakeClock());
  expect(result).toMatchObject({ applied: 5, requested: 9 });
});

test("an error of the node ends the wait and is told", async () => {
  const result = await waitUntilLive(scripted([state(5, 4), state(5, 4, "node1 does not answer")]), fakeClock());
  expect(result).toMatchObject({ error: "node1 does not answer" });
});

test("a node that never answers is called slow", async () => {
  expect(await waitUntilLive(scripted([state(5, 4)]), fakeClock())).toBe("slow");
});
