/** Drawers that make a thing where it is needed: the app lends them to a screen, which knows none of the features they belong to. */

import { createContext, useContext, type ComponentType } from "react";

/** What a drawer has made; `key` and `number` are how other things name it. */
export interface Made {
  id: string;
  key?: string;
  number?: string;
}

export interface MakerProps {
  onClose: () => void;
  /** With it the drawer stays on the screen that asked, and opens nothing of its own afterwards. */
  onCreated: (made: Made) => void;
}

export type MakerName = "box" | "extension" | "queue" | "schedule" | "number_list" | "redirect";
export type Makers = Partial<Record<MakerName, ComponentType<MakerProps>>>;

export const MakersContext = createContext<Makers>({});

/** The drawer for a thing, or null when the person may not make one. */
export function useMaker(name: MakerName): ComponentType<MakerProps> | null {
  return useContext(MakersContext)[name] ?? null;
}
