/** Things of the company that elements name, as choices and as words on the canvas. */

import { createContext, useContext } from "react";

export interface Thing {
  /** As documents name it: a number, or a key. */
  value: string;
  label: string;
}

export interface QueueThing extends Thing {
  /** Names of who is rung, in their order. */
  members: string[];
  /** Internal numbers of the same. */
  numbers: string[];
  /** The longest that callers wait. */
  waitSeconds: number;
}

export interface ScheduleThing extends Thing {
  periods: { key: string; name: string }[];
  /** How it is now and until when, in words. */
  now: string;
}

export interface FlowThing extends Thing {
  id: string;
  /** Elements at which calls may come into what is published. */
  starts: { element: string; name: string }[];
}

export interface Things {
  extensions: Thing[];
  queues: QueueThing[];
  boxes: Thing[];
  schedules: ScheduleThing[];
  media: Thing[];
  /** Packages of music. */
  music: Thing[];
  lists: Thing[];
  redirects: Thing[];
  flows: FlowThing[];
  /** Outside numbers of the company. */
  numbers: Thing[];
}

export const NO_THINGS: Things = { extensions: [], queues: [], boxes: [], schedules: [], media: [], music: [], lists: [], redirects: [], flows: [], numbers: [] };

export const ThingsContext = createContext<Things>(NO_THINGS);

export const useThings = () => useContext(ThingsContext);

/** What a thing is called, or its bare value while it is not known; "" for none. */
export function labelOf(things: readonly Thing[], value: string): string {
  return things.find((thing) => thing.value === value)?.label ?? value;
}

/** As documents write an id, and as the API does. */
export const keyOf = (id: string) => id.replaceAll("-", "");
export const idOf = (key: string) => key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
