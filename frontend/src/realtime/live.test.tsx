import { useQuery } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ATTEMPTS, LINES, LiveFeed, RECORDED_CALLS, VOICEMAIL } from "@/realtime/live";
import type { LiveMessage } from "@/realtime/messages";
import { renderPage } from "@/testing/render";

class FakeSocket {
  static readonly OPEN = 1;
  static last: FakeSocket;
  readyState = 1;
  onmessage?: (event: { data: string }) => void;
  constructor() { FakeSocket.last = this; }
  send() { /* acknowledgements are tested beside the socket */ }
  close() { this.readyState = 3; }
  say(message: LiveMessage) { this.onmessage?.({ data: JSON.stringify(message) }); }
}

function Reads({ lists }: { lists: string }) {
  const query = useQuery({ queryKey: [lists], queryFn: () => { reads[lists] = (reads[lists] ?? 0) + 1; return reads[lists]; }, meta: { lists }, staleTime: Infinity });
  return <p>{`${lists}: ${String(query.data)}`}</p>;
}

let reads: Record<string, number> = {};

beforeEach(() => { reads = {}; vi.stubGlobal("WebSocket", FakeSocket); });
afterEach(() => { vi.unstubAllGlobals(); });

const SNAPSHOT: LiveMessage = { type: "snapshot", seq: 7, at: "2026-11-21T10:00:00Z", is_stale: false, calls: [], registrations: [] };

test("after a snapshot the page reads again what a gap may have swallowed", async () => {
  renderPage(() => <><LiveFeed scope="company" /><Reads lists={ATTEMPTS} /><Reads lists={RECORDED_CALLS} /><Reads lists="other" /></>);
  await screen.findByText(`${ATTEMPTS}: 1`);
  FakeSocket.last.say(SNAPSHOT);
  await waitFor(() => { expect(reads).toEqual({ [ATTEMPTS]: 2, [RECORDED_CALLS]: 2, other: 1 }); });
});

test("a recorded call makes the lists of calls old, and nothing else", async () => {
  renderPage(() => <><LiveFeed scope="company" /><Reads lists={ATTEMPTS} /><Reads lists={RECORDED_CALLS} /></>);
  await screen.findByText(`${RECORDED_CALLS}: 1`);
  FakeSocket.last.say({ type: "recorded", call_id: null });
  await waitFor(() => { expect(reads).toEqual({ [ATTEMPTS]: 1, [RECORDED_CALLS]: 2 }); });
});

test("lines that became different are read again", async () => {
  renderPage(() => <><LiveFeed scope="company" /><Reads lists={LINES} /><Reads lists={ATTEMPTS} /></>);
  await screen.findByText(`${LINES}: 1`);
  FakeSocket.last.say({ type: "lines" });
  await waitFor(() => { expect(reads).toEqual({ [LINES]: 2, [ATTEMPTS]: 1 }); });
});

test("a message that was left is heard of at once", async () => {
  renderPage(() => <><LiveFeed scope="company" /><Reads lists={VOICEMAIL} /><Reads lists={ATTEMPTS} /></>);
  await screen.findByText(`${VOICEMAIL}: 1`);
  FakeSocket.last.say({ type: "voicemail", box: "b1", new: 1 });
  await waitFor(() => { expect(reads).toEqual({ [VOICEMAIL]: 2, [ATTEMPTS]: 1 }); });
});
