/** Lines of a call's protocol as people read them. Pure. */

import type { CallDetail } from "@/api/types";

export type ProtocolLine = CallDetail["protocol"][number];

interface Words {
  t: (key: string, values?: Record<string, string>) => string;
  titleOf: (line: string) => string;
  formatPhone: (number: string) => string;
}

/** An override rule may lead to a number, to the end, or to a number that does not exist. */
const OVERRIDDEN_TO = ["end", "unknown"];

/** What the event is about: numbers in the usual writing, several of them one by one. */
export function objectOf({ event, object }: ProtocolLine, { t, formatPhone }: Pick<Words, "t" | "formatPhone">): string {
  if (event === "overridden" && OVERRIDDEN_TO.includes(object)) return t(`calls.overridden_${object}`);
  return object.split(", ").map(formatPhone).join(", ");
}

/** What else is known of the event: by which line, what it was told and answered, why. */
export function detailsOf({ event, object, detail }: ProtocolLine, { t, titleOf, formatPhone }: Words): string[] {
  const { line = "", route = "", called = "", shown = "", hidden = "", diversion = "", sip = "", rule = "", reason_text: reason = "" } = detail;
  const parts = [line !== "" && titleOf(line)];
  if (event === "line_tried") {
    parts.push(
      route !== "" && t("calls.by_route", { name: route }),
      called !== "" && called !== object && t("calls.told_called", { number: called }),
      hidden === "1" ? t("calls.told_hidden") : shown !== "" && t("calls.told_shown", { number: formatPhone(shown) }),
      diversion !== "" && t("calls.told_diversion", { number: formatPhone(diversion) }),
    );
  }
  parts.push(sip !== "" && `SIP ${sip}`, rule !== "" && t("calls.by_rule", { number: rule }), reason !== "" && reason);
  return parts.filter((part): part is string => part !== false && part !== "");
}
