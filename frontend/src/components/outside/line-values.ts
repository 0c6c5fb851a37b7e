/** A line to the outside in a form, and what the usual ways to connect begin with. Pure. */

import type { LineBody } from "@/api/types";
import { USUAL_SERVICES } from "@/components/outside/services";

/** `secret` stays empty until it is typed: the API never tells it, and an empty one changes nothing. */
export interface LineValues extends LineBody {
  secret: string;
  is_internal: boolean;
}

export const NEW_LINE: LineValues = {
  name: "", title: "", comment: "", is_enabled: true, is_internal: false, addresses: [], sources: [], transport: "udp", registers: true, domain: "", login: "", secret: "", number: "",
  codecs: ["alaw", "ulaw"], dtmf_mode: "rfc4733", called_from: "request", local_area: "", caller_template: "{number}", called_template: "{number}", may_pass_foreign: false, ...USUAL_SERVICES,
};

/** How the other side wants to be connected: what the form begins with. */
export const PRESETS = {
  account: { registers: true },
  address: { registers: false },
  pbx: { registers: false, is_internal: true, may_pass_foreign: true },
} satisfies Record<string, Partial<LineValues>>;

export type Preset = keyof typeof PRESETS;

/** The form with what a preset says; what the person has typed already stays. */
export function withPreset(values: LineValues, preset: Preset): LineValues {
  const { name, title, addresses, login, secret, comment } = values;
  return { ...NEW_LINE, name, title, addresses, login, secret, comment, ...PRESETS[preset] };
}

export function lineValues(line: LineBody & { is_internal?: boolean }): LineValues {
  const names = Object.keys(NEW_LINE) as (keyof LineValues)[];
  const known = line as Partial<LineValues>;
  return { ...NEW_LINE, ...Object.fromEntries(names.filter((name) => known[name] !== undefined).map((name) => [name, known[name]])), secret: "" };
}

/** What the API is sent: without a typed password the stored one stays. */
export function lineBody({ secret, ...values }: LineValues): LineBody & { is_internal: boolean; secret?: string } {
  return secret === "" ? values : { ...values, secret };
}

/** Whether what was saved can be taken back: a password is told to nobody, and a line led elsewhere asks for it again. */
export function isUndoable(before: LineValues, after: LineValues): boolean {
  const place = ({ addresses, domain, login }: LineValues) => JSON.stringify([addresses, domain, login]);
  return after.secret === "" && place(before) === place(after);
}
