/** Service switches and limits (004) as they begin. */

import type { Limits, Switches } from "@/api/types";

export const NO_LIMITS: Limits = { seconds: 0, channels: 0 };

export const USUAL_SWITCHES: Switches = {
  transfer: true, pickup: true, hold: true, park: true, record: false, record_on_demand: false, return_call: false, ringing_only: false, video: false,
};

const SWITCH_NAMES = Object.keys(USUAL_SWITCHES) as (keyof Switches)[];

/** What switches stand at. */
export type ServiceOwner = "device" | "number" | "line" | "redirect" | "queue";

/** Switches that a node obeys today; the others are kept until their features are there. */
const WORKING: Record<ServiceOwner, (keyof Switches)[]> = {
  device: ["transfer", "ringing_only", "video"],
  line: ["transfer", "ringing_only"],
  number: ["ringing_only"],
  redirect: ["ringing_only"],
  queue: ["ringing_only"],
};

/** Switches of an owner: those that work, and those to come. */
export function switchesOf(owner: ServiceOwner): { working: (keyof Switches)[]; coming: (keyof Switches)[] } {
  const isWorking = (name: keyof Switches) => WORKING[owner].includes(name);
  return { working: SWITCH_NAMES.filter(isWorking), coming: SWITCH_NAMES.filter((name) => !isWorking(name)) };
}

export interface ServiceValues {
  limits: Limits;
  switches: Switches;
}

export const USUAL_SERVICES: ServiceValues = { limits: NO_LIMITS, switches: USUAL_SWITCHES };
