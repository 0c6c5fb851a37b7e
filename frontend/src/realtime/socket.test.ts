import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveSocket, liveUrl, type Connection } from "@/realtime/socket";

/** A socket that does what the test says. */
class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  sent: unknown[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;

  constructor() { FakeSocket.made.push(this); }
  send(text: string) { this.sent.push(JSON.parse(text)); }
  close() { this.drop(1000); }
  accept() { this.readyState = 1; this.onopen?.(); }
  say(message: object) { this.onmessage?.({ data: JSON.stringify(message) }); }
  drop(code: number) { this.readyState = 3; this.onclose?.({ code }); }
}

const last = () => FakeSocket.made.at(-1) as FakeSocket;

function start() {
  const connections: Connection[] = [];
  const socket = new LiveSocket("ws://x/", { onConnection: (value) => connections.push(value), onMessage: () => undefined });
  socket.start();
  return { socket, connections };
}

beforeEach(() => {
  FakeSocket.made = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the address follows the page's scheme and host", () => {
  const at = (href: string) => new URL(href) as unknown as Location;
  expect(liveUrl("company", at("https://acme.localhost:8443/live"))).toBe("wss://acme.localhost:8443/ws/live/");
  expect(liveUrl("platform", at("http://localhost/"))).toBe("ws://localhost/ws/live/?scope=platform");
});

test("a lost connection comes back by itself", () => {
  const { connections } = start();
  last().accept();
  last().drop(1006);
  expect(connections).toEqual(["connecting", "open", "lost"]);
  vi.advanceTimersByTime(600);
  expect(FakeSocket.made).toHaveLength(2);
});

test("a page that was too slow comes back as well", () => {
  start();
  last().drop(4408);
  vi.advanceTimersByTime(600);
  expect(FakeSocket.made).toHaveLength(2);
});

test.each([4401, 4403])("after the refusal %s nobody knocks again", (code) => {
  const { connections } = start();
  last().drop(code);
  vi.advanceTimersByTime(60_000);
  expect(connections.at(-1)).toBe("refused");
  expect(FakeSocket.made).toHaveLength(1);
});

test("a stopped socket stays closed", () => {
  const { socket } = start();
  socket.stop();
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.made).toHaveLength(1);
});

test("a snapshot is acknowledged at once, changes at most once a second, and the last one always", () => {
  const { socket } = start();
  last().accept();
  socket.acknowledge(7, true);
  for (const seq of [8, 9, 10]) socket.acknowledge(seq, false);
  expect(last().sent).toEqual([{ type: "ack", seq: 7 }]);
  vi.advanceTimersByTime(1000);
  expect(last().sent).toEqual([{ type: "ack", seq: 7 }, { type: "ack", seq: 10 }]);
});

test("after a gap a new snapshot is asked for", () => {
  const { socket } = start();
  last().accept();
  socket.resync();
  expect(last().sent).toEqual([{ type: "resync" }]);
});
