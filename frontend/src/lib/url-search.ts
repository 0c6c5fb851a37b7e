/** The query string of a screen as plain texts: what stands in the address is what the screen was given. */

export type UrlSearch = Record<string, string>;

export function parseSearch(query: string): UrlSearch {
  return Object.fromEntries(new URLSearchParams(query));
}

/** Empty and absent values leave the address, so that equal states have equal addresses. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === "string" && value !== "") params.set(key, value);
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The cursor in the address of a neighbouring page, or null when there is no such page. */
export function cursorOf(address: string | null | undefined): string | null {
  if (!address) return null;
  return new URL(address, "http://localhost").searchParams.get("cursor");
}
