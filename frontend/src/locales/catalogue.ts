export type Texts = Record<string, unknown>;

/** Files of a folder, by path, as one catalogue: each under its noun. */
export function catalogueOf(files: Record<string, unknown>): Texts {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace("./", "").replace(".json", ""), texts]));
}
