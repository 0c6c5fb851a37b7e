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
  codecs: ["alaw", "ulaw"], dtmf_mode: "rfc4733", called_from: "request", caller_template: "{number}", called_template: "{number}", may_pass_foreign: false, ...USUAL_SERVICES,
};

/** How a provider wants to be connected. Named providers differ from the usual way only in what they publish. */
export interface Preset {
  key: string;
  /** A provider's own name, not translated. */
  brand?: string;
  values: Partial<LineValues>;
}

export const PRESETS: Preset[] = [
  { key: "account", values: { registers: true } },
  { key: "address", values: { registers: false } },
  { key: "pbx", values: { registers: false, is_internal: true, may_pass_foreign: true } },
  { key: "zadarma", brand: "Zadarma", values: { registers: true, addresses: ["sip.zadarma.com"], title: "Zadarma", name: "zadarma" } },
  { key: "sipnet", brand: "SIPNET", values: { registers: true, addresses: ["sipnet.ru"], title: "SIPNET", name: "sipnet" } },
  { key: "novofon", brand: "Novofon", values: { registers: true, addresses: ["sip.novofon.ru"], title: "Novofon", name: "novofon" } },
];

/** The form with what a preset says; what the person has typed already stays. */
export function withPreset(values: LineValues, preset: Preset): LineValues {
  const typed = Object.fromEntries(["name", "title", "login", "secret", "comment"].map((key) => [key, values[key as keyof LineValues]]).filter(([, value]) => value !== ""));
  return { ...NEW_LINE, ...preset.values, ...typed };
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
