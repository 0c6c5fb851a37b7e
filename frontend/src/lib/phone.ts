/** Outside numbers as people read them. Pure. */

const RUSSIAN = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/;

/** +74951234567 -> +7 495 123-45-67; numbers of other countries, short and internal ones stay as they are. */
export function formatPhone(number: string): string {
  return number.replace(RUSSIAN, "+7 $1 $2-$3-$4");
}

/** The same of a number as a line was told it: eleven digits from 7 on need no plus. */
export function formatSent(number: string): string {
  return formatPhone(number.replace(/^7(?=\d{10}$)/, "+7"));
}

const COUNTRY = /^(?!xx)[a-z]{2}$/;

/** Where a number is at home, in words: `name` is that of a Russian region, else `code` is a country's (ISO 3166). */
export function regionWords(code: string, name: string, language: string): string {
  if (name !== "") return name;
  return COUNTRY.test(code) ? new Intl.DisplayNames([language], { type: "region" }).of(code.toUpperCase()) ?? "" : "";
}
