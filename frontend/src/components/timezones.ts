/** Zones that the browser knows; the server checks the choice against its own. */
export const TIMEZONES: string[] = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"))];
