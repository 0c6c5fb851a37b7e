/** All kinds of elements. A new kind is one file beside this one, one line here, and its texts. */

import { announcement } from "@/features/flows/elements/announcement";
import { back } from "@/features/flows/elements/back";
import { caller } from "@/features/flows/elements/caller";
import { dial } from "@/features/flows/elements/dial";
import { flow } from "@/features/flows/elements/flow";
import { group } from "@/features/flows/elements/group";
import { hangup } from "@/features/flows/elements/hangup";
import type { ElementKind, Exit, Words } from "@/features/flows/elements/kind";
import { list } from "@/features/flows/elements/list";
import { menu } from "@/features/flows/elements/menu";
import { outside } from "@/features/flows/elements/outside";
import { person } from "@/features/flows/elements/person";
import { schedule } from "@/features/flows/elements/schedule";
import { set } from "@/features/flows/elements/set";
import { start } from "@/features/flows/elements/start";
import { voicemail } from "@/features/flows/elements/voicemail";
import { isConditional, levelOf, type FlowElement, type Kind, type SettingsOf } from "@/features/flows/model/document";
import type { Size } from "@/features/flows/model/layout";
import { labelOf, type Things } from "@/features/flows/things";

const KINDS: { [K in Kind]: ElementKind<K> } = {
  start, person, group, outside, announcement, menu, dial, schedule, list, caller, set, voicemail, flow, back, hangup,
};

export const ALL_KINDS = Object.keys(KINDS) as Kind[];

/** Of a card's texts: what stands in one line of the narrowest, and how high a line is in pixels. */
const CARD_CHARACTERS = 28;
const LINE = 17;

/** Only the element itself knows that its settings are those of its kind. */
type AnyKind = ElementKind<Kind> & { make: () => SettingsOf[Kind] };

export function kindOf(kind: Kind): AnyKind {
  return KINDS[kind] as unknown as AnyKind;
}

/** Takes a layer's call at once, instead of what the element does. */
export const FORWARD: Exit = { name: "forward", isUsual: false };

/** Every exit that the element may be linked by, in the order of its kind; and what is linked though the kind knows it not. */
export function exitsOf({ kind, settings, level, exits }: FlowElement, things: Things): Exit[] {
  const known = [...kindOf(kind).exits(settings as never, things), ...(level > 0 ? [FORWARD] : [])];
  const strange = Object.keys(exits).filter((name) => !known.some((exit) => exit.name === name));
  return [...known, ...strange.map((name) => ({ name, isUsual: false }))];
}

/** Exits drawn at the element: usual and linked ones; of a menu, one more key to begin a link at. */
export function drawnExits(element: FlowElement, things: Things): Exit[] {
  const all = exitsOf(element, things);
  const free = element.kind === "menu" ? all.find(({ name }) => !(name in element.exits)) : undefined;
  return all.filter((exit) => exit.isUsual || exit.name in element.exits || exit === free);
}

/** Lines that a text takes on a card. */
const linesOf = (text: string) => Math.ceil(text.length / CARD_CHARACTERS);

/** About how high the condition of a layer is: lists by their names, and days with times. */
function conditionHeight({ when }: FlowElement, { things }: Words): number {
  const lists = when.lists.map((key) => labelOf(things.lists, key)).join(", ");
  const times = when.days.length + when.minutes.length > 0 ? 1 : 0;
  return 12 + LINE * (linesOf(lists) + 1 + times);
}

/** About how large an element will be on the canvas, with room for one line of what is wrong with it. */
export function sizeOf(element: FlowElement, words: Words): Size {
  const rows = drawnExits(element, words.things).length + (element.level > 0 ? 1 : 0);
  const summary = summaryOf(element, words).reduce((sum, line) => sum + Math.min(2, linesOf(line)), 0);
  const head = 46 + (linesOf(nameOf(element, words)) > 1 ? LINE : 0);
  return { width: 232, height: head + (isConditional(element) ? conditionHeight(element, words) : 0) + 12 + LINE * (summary + 2) + 12 + 22 * rows };
}

export function summaryOf({ kind, settings }: FlowElement, words: Words): string[] {
  return kindOf(kind).summary(settings as never, words);
}

export function nameOf({ kind, name }: FlowElement, { t }: Pick<Words, "t">): string {
  return name === "" ? t(`flow_kinds.${kind}`) : name;
}

export function exitLabel({ name, label }: Exit, { t }: Pick<Words, "t">): string {
  return label ?? t(`flow_exits.${name}`, name);
}

/** Where an exit leads, in words. */
export function targetLabel(elements: readonly FlowElement[], target: string | undefined, words: Words): string {
  if (target === undefined) return words.t("flow_editor.hangs_up");
  const level = levelOf(target);
  if (level !== null) return words.t(elements.some((element) => element.level === level) ? "flow_editor.level" : "flow_editor.level_nowhere", { level });
  const element = elements.find(({ id }) => id === target);
  return element ? [nameOf(element, words), ...summaryOf(element, words).slice(0, 1)].join(" · ") : words.t("flow_editor.target_missing", { name: target });
}
