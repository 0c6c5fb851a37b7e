/** Finding a running call by what a person types. Pure. */

import type { LiveCall } from "@/api/types";

/** From how many digits on a text is taken for a number, however it is written. */
const NUMBER_DIGITS = 3;

const digitsOf = (text: string) => text.replace(/\D/g, "");

/** People leave out the code of the country, or write 8 for it. */
function numberPart(text: string): string {
  const digits = digitsOf(text);
  return digits.length === 11 && digits.startsWith("8") ? digits.slice(1) : digits;
}

/** Whether the text is part of a name, a number or the company's code; numbers are found in any writing. */
export function isMeant({ tenant, from, to, answered_by: answeredBy }: LiveCall, wanted: string): boolean {
  if (wanted === "") return true;
  const parties = [from, to, ...(answeredBy ? [answeredBy] : [])];
  const text = wanted.toLowerCase();
  if ([tenant, ...parties.flatMap(({ name, number }) => [name, number])].some((known) => known.toLowerCase().includes(text))) return true;
  const part = numberPart(wanted);
  return /^[\d\s()+-]+$/.test(wanted) && part.length >= NUMBER_DIGITS && parties.some(({ number }) => digitsOf(number).includes(part));
}
