/** A call that is only thought through: who calls, when, what they press and how phones are. Pure. */

import { formatPhone } from "@/lib/phone";
import type { Things } from "@/features/flows/things";
import type { FlowDocument, FlowElement } from "@/features/flows/model/document";

export const PHONE_STATES = ["answers", "no_answer", "busy", "declines", "unreachable"] as const;
export type PhoneState = (typeof PHONE_STATES)[number];

export interface Rehearsal {
  caller: string;
  /** Id of the element it begins at; "" for the first start. */
  start: string;
  /** The number that is called, with all that stands before its flow; "" to begin at the element itself. */
  number: string;
  /** Clock text of the company's zone; null is now. */
  at: string | null;
  /** As typed: "1, 204". */
  keys: string;
  /** What is not told is as it is now. */
  phones: Partial<Record<string, PhoneState>>;
  /** List -> whether the caller is on it; what is not told is looked up. */
  listed: Record<string, boolean>;
}

export const FIRST_REHEARSAL: Rehearsal = { caller: "+79261234567", start: "", number: "", at: null, keys: "", phones: {}, listed: {} };

/** What is typed at each question, one after another. */
export function keysOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => /^[\d*#]+$/.test(part));
}

export interface Entry {
  element: FlowElement;
  /** "" stands for the element itself. */
  number: string;
}

/** Where a call may come in: at elements, and by the numbers that lead to them. */
export function entriesOf({ elements }: FlowDocument): Entry[] {
  return elements.flatMap((element) => {
    const numbers = [...(element.kind === "start" ? element.settings.numbers : []), element.number].filter((number) => number !== "");
    return element.kind === "start" || numbers.length > 0 ? [{ element, number: "" }, ...numbers.map((number) => ({ element, number }))] : [];
  });
}

/** A phone or a list, by the number or key with which the simulator names it. */
export interface Named {
  value: string;
  label: string;
}

const named = (things: readonly Named[], values: readonly string[]): Named[] =>
  [...new Set(values.filter((value) => value !== ""))].map((value) => things.find((thing) => thing.value === value) ?? { value, label: value });

/** Phones that the flow may ring, as the simulator calls them: groups as a whole and their members, people who are named, and
 * those whose number the caller dials. */
export function phonesOf({ elements }: FlowDocument, things: Things, keys = ""): Named[] {
  const groups = elements.flatMap((element) => (element.kind === "group" ? [element.settings.queue] : []));
  const members = groups.flatMap((group) => things.queues.find(({ value }) => value === group)?.numbers ?? []);
  const people = elements.flatMap((element) => (element.kind === "person" ? [element.settings.extension] : []));
  const dialled = keysOf(keys).filter((typed) => things.extensions.some(({ value }) => value === typed));
  return [
    ...named(things.queues, groups),
    ...named(things.extensions, [...members, ...people, ...dialled]),
    ...named(things.redirects, elements.flatMap((element) => (element.kind === "outside" ? [element.settings.redirect] : []))),
    ...named([], elements.flatMap((element) => (element.kind === "outside" ? [element.settings.number] : []))).map(({ value }) => ({ value, label: formatPhone(value) })),
  ];
}

/** Lists that decide in the flow: of its elements and of its layers. */
export function listsOf({ elements }: FlowDocument, things: Things): Named[] {
  return named(things.lists, elements.flatMap((element) => [...element.when.lists, ...(element.kind === "list" ? element.settings.lists : [])]));
}
