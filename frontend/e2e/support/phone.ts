/** A simulated phone: a real SIP user agent in a process of its own, driven by JSON lines. */

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PYTHON } from "./environment.ts";
import { RATE, toneShare } from "./tone.ts";

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));
const PROGRAM = `${PROJECT}/tests/asterisk/agent_process.py`;
const PATIENCE_MS = 40_000;
const [WINDOW, STEP] = [0.3 * RATE, 0.1 * RATE]; // samples
/** Of what is heard, to be a tone: the rest is what codecs and joints add. */
const SHARE_HEARD = 0.6;

type Message = Record<string, unknown>;

const windows = (samples: number[]) => Array.from({ length: Math.max(0, Math.floor((samples.length - WINDOW) / STEP) + 1) }, (_, at) => samples.slice(at * STEP, at * STEP + WINDOW));

export interface Account {
  login: string;
  secret: string;
  server: string;
  port: string;
}

export class Phone {
  private readonly process: ChildProcessWithoutNullStreams = spawn(PYTHON, [PROGRAM], { env: { ...process.env, PYTHONPATH: PROJECT } });
  private readonly heard: Message[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly taken = new Set<Message>();
  /** Up to which sample the sound of a call was judged. */
  private readonly judged = new Map<number, number>();
  private number = 0;
  private complaints = "";

  constructor() {
    createInterface({ input: this.process.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      this.heard.push(JSON.parse(line) as Message);
      this.waiting.forEach((check) => { check(); });
    });
    this.process.stderr.on("data", (text: Buffer) => { this.complaints += text.toString(); });
  }

  async register({ login, secret, server, port }: Account): Promise<void> {
    await this.wait({ event: "ready" });
    await this.command("account", { login, password: secret, host: server, port: Number(port), transport: "udp" });
    await this.wait({ event: "registration", code: 200 });
  }

  /** Sets the phone up with a password that is not right, and waits for the refusal. */
  async failToRegister({ login, server, port }: Account): Promise<void> {
    await this.wait({ event: "ready" });
    await this.command("account", { login, password: "not-the-password-1", host: server, port: Number(port), transport: "udp" });
    await this.wait({ event: "registration", code: 401 });
  }

  async call(to: string): Promise<number> {
    const call = Number((await this.command("call", { to })).call);
    this.judged.delete(call);
    return call;
  }

  /** Takes the next call that comes in. */
  async answer(): Promise<number> {
    const incoming = await this.wait({ event: "incoming" }, this.taken);
    this.taken.add(incoming);
    await this.command("answer", { call: incoming.call });
    this.judged.delete(Number(incoming.call));
    return Number(incoming.call);
  }

  /** From now on calls that come in get this SIP answer at once: 486 busy, 603 declined. */
  async refuses(code: number): Promise<void> {
    await this.command("set", { policy: code });
  }

  /** Waits until a tone of this pitch is heard in a call, after what was heard of it before: all sound is judged, however late this busy process looks. */
  async hears(call: number, hertz: number, patience = PATIENCE_MS): Promise<void> {
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      const { samples, until } = await this.command("heard", { call, since: this.judged.get(call) ?? 0 }) as { samples: number[]; until: number };
      const isHeard = windows(samples).some((window) => toneShare(window, hertz) > SHARE_HEARD);
      this.judged.set(call, isHeard ? until : Math.max(0, until - WINDOW));
      if (isHeard) return;
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
    throw new Error(`phone: does not hear ${String(hertz)} Hz`);
  }

  /** Waits until a call of this phone rings, or is answered. */
  async sees(call: number, state: "EARLY" | "CONFIRMED" | "DISCONNECTED"): Promise<void> {
    await this.wait({ event: "state", call, state });
  }

  async rings(): Promise<void> {
    await this.wait({ event: "incoming" });
  }

  async press(call: number, digits: string): Promise<void> {
    await this.command("dtmf", { call, digits });
  }

  async hangUp(call: number): Promise<void> {
    await this.command("hangup", { call });
  }

  close(): void {
    if (this.process.exitCode === null) this.process.kill("SIGKILL");
  }

  private async command(command: string, values: Message): Promise<Message> {
    this.number += 1;
    const id = this.number;
    this.process.stdin.write(`${JSON.stringify({ id, command, ...values })}\n`);
    const answer = await this.wait({ id });
    if (answer.ok !== true) throw new Error(`phone: ${command}: ${String(answer.error)}`);
    return answer;
  }

  private wait(wanted: Message, past: ReadonlySet<Message> = new Set()): Promise<Message> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.heard.find((message) => !past.has(message) && Object.entries(wanted).every(([key, value]) => message[key] === value));
        if (!found) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => { done(); reject(new Error(`phone: no ${JSON.stringify(wanted)}; ${this.complaints}`)); }, PATIENCE_MS);
      const done = () => { clearTimeout(timer); this.waiting.delete(check); };
      this.waiting.add(check);
      check();
    });
  }
}
