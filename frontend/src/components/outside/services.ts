/** Service switches and limits (004) as they begin. */

import type { Limits, Switches } from "@/api/types";

export const NO_LIMITS: Limits = { seconds: 0, channels: 0 };

export const USUAL_SWITCHES: Switches = {
  transfer: true, pickup: true, hold: true, park: true, record: false, record_on_demand: false, return_call: false, ringing_only: false, video: false,
};

export const SWITCH_NAMES = Object.keys(USUAL_SWITCHES) as (keyof Switches)[];

export interface ServiceValues {
  limits: Limits;
  switches: Switches;
}

export const USUAL_SERVICES: ServiceValues = { limits: NO_LIMITS, switches: USUAL_SWITCHES };
