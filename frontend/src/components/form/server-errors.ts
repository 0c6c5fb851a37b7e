import type { ApiError, FieldProblem } from "@/api/errors";

export interface SortedErrors {
  /** By the form's own input paths. */
  inputs: Record<string, string>;
  /** What no input of the form can show. */
  rest: string[];
}

interface Inputs {
  paths: ReadonlySet<string>;
  /** The API's name of an input -> the form's. */
  aliases?: Record<string, string>;
  textOf: (problem: ApiError | FieldProblem) => string;
}

/**
 * Put a refusal where it belongs. `paths` are the form's inputs; a problem with `devices.0.name`
 * is shown at the nearest input that holds it (`devices.0.name`, `devices.0`, `devices`).
 */
export function sortErrors(error: ApiError, { paths, aliases = {}, textOf }: Inputs): SortedErrors {
  const sorted: SortedErrors = { inputs: {}, rest: [] };
  const entries = Object.entries(error.fields);
  if (entries.length === 0) return { inputs: {}, rest: [textOf(error)] };
  for (const [path, problems] of entries) {
    const text = problems.map(textOf).join(" ");
    const input = nearest(aliases[path] ?? path, paths);
    if (input === null) sorted.rest.push(path === "" ? text : `${path}: ${text}`);
    else sorted.inputs[input] = text;
  }
  return sorted;
}

function nearest(path: string, paths: ReadonlySet<string>): string | null {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const candidate = parts.slice(0, length).join(".");
    if (paths.has(candidate)) return candidate;
  }
  return null;
}

/** Every path at which the values of a form can show an error, down to items of lists. */
export function pathsOf(values: object, prefix = ""): Set<string> {
  const paths = new Set<string>();
  for (const [key, value] of Object.entries(values)) {
    const path = `${prefix}${key}`;
    paths.add(path);
    if (typeof value === "object" && value !== null) pathsOf(value, `${path}.`).forEach((inner) => paths.add(inner));
  }
  return paths;
}
