/** The ru catalogue: one file per noun, joined under the noun's name. */

const files = import.meta.glob<Record<string, unknown>>("./*.json", { eager: true, import: "default" });

const nounOf = (path: string) => path.replace("./", "").replace(".json", "");

export const ru: Record<string, unknown> = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [nounOf(path), texts]),
);
