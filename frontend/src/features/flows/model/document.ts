/** The document of a call flow, format 1: what the canvas, the layer table and the node all read. Pure. */

export const FORMAT = 1;
export const MAX_ELEMENTS = 500;
export const NAME_LENGTH = 80;

/** Words to be heard: a media file by its key, or a text to be spoken; null is silence. */
export type Sound = { media: string } | { text: string; voice: string; rate: number } | null;

/** What a caller hears while somebody is rung: the key of a package, or one of these; "" and nothing leave it as it was. */
export type Music = string;
export const RINGING_TONE: Music = "ringing";
export const COMPANY_MUSIC: Music = "default";

export interface SettingsOf {
  start: { numbers: string[] };
  person: { extension: string; ring_seconds: number; music?: Music };
  group: { queue: string };
  announcement: { sound: Sound; repeats: number; answers: boolean };
  menu: { prompt: Sound; wrong_prompt: Sound; wait_seconds: number; attempts: number; dials_direct: boolean };
  schedule: { schedule: string };
  dial: { prompt: Sound; digits: number; wait_seconds: number };
  list: { lists: string[] };
  caller: { patterns: string[] };
  outside: { number: string; redirect: string; ring_seconds: number; music?: Music };
  voicemail: { box: string };
  set: { caller_prefix: string; language: string; priority: number; tag: string; records: string; music?: Music };
  flow: { flow: number; start: string };
  back: Record<string, never>;
  hangup: { cause: string };
}

export type Kind = keyof SettingsOf;

export interface Position {
  x: number;
  y: number;
}

/** When a layer is taken: any of the lists has the caller, on these days (1 is Monday), in these minutes of the day; empty is always. */
export interface When {
  lists: string[];
  days: number[];
  minutes: number[][];
}

interface Common {
  id: string;
  /** As people call it; the kind's name stands in for an empty one. */
  name: string;
  /** An internal number by which this very element is reached; "" for none. */
  number: string;
  position: Position;
  /** Of a layer, from 1; 0 for what is no layer. */
  level: number;
  when: When;
  /** Exit -> id of an element, or `level:<n>`. */
  exits: Record<string, string>;
}

export type ElementOf<K extends Kind> = Common & { kind: K; settings: SettingsOf[K] };
export type FlowElement = { [K in Kind]: ElementOf<K> }[Kind];

export interface FlowDocument {
  format: typeof FORMAT;
  elements: FlowElement[];
}

/** Whether it is a layer that is not for every caller at every time. */
export const isConditional = ({ level, when }: Common) => level > 0 && when.lists.length + when.days.length + when.minutes.length > 0;

export const ALWAYS: When = { lists: [], days: [], minutes: [] };
export const EMPTY_DOCUMENT: FlowDocument = { format: FORMAT, elements: [] };

const LEVEL = "level:";

export const levelTarget = (level: number) => `${LEVEL}${String(level)}`;

/** The level that a target names, or null when it is an element. */
export function levelOf(target: string): number | null {
  return target.startsWith(LEVEL) ? Number(target.slice(LEVEL.length)) : null;
}

export function elementOf(document: FlowDocument, id: string | undefined): FlowElement | undefined {
  return document.elements.find((element) => element.id === id);
}

export function layersOf(document: FlowDocument, level: number): FlowElement[] {
  return document.elements.filter((element) => element.level === level);
}

/** Levels in use by layers or by targets, in order. */
export function levelsOf({ elements }: FlowDocument): number[] {
  const named = elements.flatMap(({ level, exits }) => [level, ...Object.values(exits).map((target) => levelOf(target) ?? 0)]);
  return [...new Set(named)].filter((level) => level > 0).sort((a, b) => a - b);
}

/** A short id that no element has had in this document: `menu`, `menu2`, ... */
export function freshId(kind: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? kind : `${kind}${String(number)}`;
    if (!taken.has(id)) return id;
  }
}

/** What the server sent, with everything that an older writer may have left out. */
export function readDocument(raw: unknown): FlowDocument {
  const { elements = [] } = (raw ?? {}) as { elements?: Partial<FlowElement>[] };
  return {
    format: FORMAT,
    elements: elements.map((element) => ({
      name: "", number: "", level: 0, exits: {}, ...element,
      when: { ...ALWAYS, ...element.when }, position: { x: 0, y: 0, ...element.position }, settings: element.settings ?? {},
    }) as FlowElement),
  };
}
