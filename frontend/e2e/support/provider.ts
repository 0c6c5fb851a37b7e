/** The installation's simulated provider: a program that speaks SIP with the node, told and asked by lines of JSON. */

import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { expect } from "@playwright/test";
import { needed } from "./environment.ts";

type Message = Record<string, unknown>;

export class Provider {
  /** Where customers find it. */
  readonly address = `${needed("VPBX_PROVIDER_HOST")}:${needed("VPBX_PROVIDER_PORT")}`;
  private readonly socket: Socket = connect(needed("VPBX_PROVIDER_SOCKET"));
  private readonly answers = createInterface({ input: this.socket })[Symbol.asyncIterator]();

  /** A contract with a customer. */
  async openAccount(login: string, secret: string): Promise<void> {
    await this.ask({ do: "open_account", login, secret });
  }

  /** Somebody calls a customer's number; the call's id. */
  async call(number: string, account: string, caller: string): Promise<string> {
    return String((await this.ask({ do: "call", number, account, caller })).call);
  }

  /** Waits until one of its calls is in a state: ringing, up, ended. */
  async sees(call: string, state: string): Promise<void> {
    await expect.poll(async () => (await this.ask({ do: "look", call })).state).toBe(state);
  }

  async hangUp(call: string): Promise<void> {
    await this.ask({ do: "hang_up", call });
  }

  /** Number that the last call to `called` showed. */
  async shownTo(called: string): Promise<string> {
    const { calls } = (await this.ask({ do: "calls" })) as { calls: { called: string; shown: string }[] };
    return calls.filter((call) => call.called.endsWith(called.replace("+", ""))).at(-1)?.shown ?? "";
  }

  close(): void {
    this.socket.destroy();
  }

  private async ask(wanted: Message): Promise<Message> {
    this.socket.write(`${JSON.stringify(wanted)}\n`);
    const { value } = await this.answers.next();
    const answer = JSON.parse(String(value)) as Message;
    if (answer.error !== undefined) throw new Error(`provider: ${String(answer.error)}`);
    return answer;
  }
}
