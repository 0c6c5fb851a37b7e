/** What the editor must know of a kind of element: one small file for each kind says it, `registry.ts` joins them. */

import type { ComponentType } from "react";
import type { TFunction } from "i18next";
import type { Kind, SettingsOf } from "@/features/flows/model/document";
import type { Things } from "@/features/flows/things";

/** Where the palette offers it. */
export const GROUPS = ["start", "people", "voice", "choice", "end"] as const;
export type PaletteGroup = (typeof GROUPS)[number];

export interface Exit {
  name: string;
  /** Shown at the element before it is linked; others wait in the element's form. */
  isUsual: boolean;
  /** When the name of the exit's kind does not tell it: a period of a schedule, a key. */
  label?: string;
}

export interface Words {
  t: TFunction;
  things: Things;
}

export interface FormProps<K extends Kind> {
  settings: SettingsOf[K];
  /** Changes some settings, and keeps the others. */
  change: (patch: Partial<SettingsOf[K]>) => void;
  things: Things;
  /** What the check says of a setting. */
  errorOf: (field: string) => string | undefined;
  isDisabled: boolean;
}

export interface ElementKind<K extends Kind> {
  icon: ComponentType<{ size?: number | string; stroke?: number }>;
  group: PaletteGroup;
  /** Settings of a new one. */
  make: () => SettingsOf[K];
  exits: (settings: SettingsOf[K], things: Things) => Exit[];
  /** What it does, in a line or two. */
  summary: (settings: SettingsOf[K], words: Words) => string[];
  Form: ComponentType<FormProps<K>>;
}

export const usual = (...names: string[]): Exit[] => names.map((name) => ({ name, isUsual: true }));
export const rare = (...names: string[]): Exit[] => names.map((name) => ({ name, isUsual: false }));

/** How a ring can end; `otherwise` stands in for those that are not linked. */
export const RINGING: Exit[] = [...usual("no_answer", "busy"), ...rare("answered", "unreachable", "declined"), ...usual("otherwise")];
