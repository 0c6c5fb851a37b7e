/** One live socket that comes back by itself. Each connection starts with a snapshot; a gap is mended by asking for one. */

import { backoffMs } from "@/realtime/backoff";
import type { LiveMessage } from "@/realtime/messages";

export type Scope = "company" | "platform";
export type Connection = "connecting" | "open" | "lost" | "refused";

/** The server will not change its mind: not signed in, or not allowed. */
const FINAL_CODES = new Set([4401, 4403]);

export interface LiveListener {
  onMessage: (message: LiveMessage) => void;
  onConnection: (connection: Connection) => void;
}

export function liveUrl(scope: Scope, location: Location = window.location): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/ws/live/${scope === "platform" ? "?scope=platform" : ""}`;
}

/** The server drops a page that does not say how far it has come; once a second is enough. */
const ACK_EVERY_MS = 1000;

export class LiveSocket {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private retryTimer: number | undefined;
  private ackTimer: number | undefined;
  private isStopped = false;
  private lastSeq = 0;
  private ackedAt = 0;
  private readonly url: string;
  private readonly listener: LiveListener;

  constructor(url: string, listener: LiveListener) {
    this.url = url;
    this.listener = listener;
  }

  start(): void {
    this.listener.onConnection("connecting");
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onmessage = (event: MessageEvent<string>) => {
      this.attempt = 0;
      this.listener.onMessage(JSON.parse(event.data) as LiveMessage);
    };
    socket.onopen = () => { this.listener.onConnection("open"); };
    socket.onclose = (event) => { this.closed(event.code); };
  }

  stop(): void {
    this.isStopped = true;
    window.clearTimeout(this.retryTimer);
    window.clearTimeout(this.ackTimer);
    this.socket?.close();
  }

  /** Ask for a new snapshot after a change was missed. */
  resync(): void {
    this.say({ type: "resync" });
  }

  /** Tell how far this page has come: a snapshot at once, changes together. */
  acknowledge(seq: number, isSnapshot: boolean): void {
    window.clearTimeout(this.ackTimer);
    this.ackTimer = undefined;
    this.lastSeq = seq;
    if (isSnapshot || Date.now() - this.ackedAt >= ACK_EVERY_MS) this.sendAck();
    else this.ackTimer = window.setTimeout(() => { this.sendAck(); }, ACK_EVERY_MS);
  }

  private sendAck(): void {
    this.ackedAt = Date.now();
    this.say({ type: "ack", seq: this.lastSeq });
  }

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private closed(code: number): void {
    if (this.isStopped) return;
    window.clearTimeout(this.ackTimer);
    if (FINAL_CODES.has(code)) {
      this.listener.onConnection("refused");
      return;
    }
    this.listener.onConnection("lost");
    this.retryTimer = window.setTimeout(() => { this.start(); }, backoffMs(this.attempt));
    this.attempt += 1;
  }
}
