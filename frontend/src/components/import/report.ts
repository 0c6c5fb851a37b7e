/** What the import panel shows of any import's answer. Pure. */

export type ImportMode = "dry_run" | "all_or_nothing" | "good_rows_only";
export type ImportSource = { kind: "rows"; text: string } | { kind: "file"; file: File };

export interface BadRow {
  row: number;
  errors: Record<string, { message: string }[]>;
}

export interface ImportOutcome {
  good: number;
  bad: number;
  /** The bad rows, or the first of them. */
  rows: BadRow[];
  created: number;
  updated: number;
}

/** The answer of an import of a table: it lists bad rows only. */
export function outcomeOf(report: { total: number; refused: number; created: number; updated: number; rows: BadRow[] }): ImportOutcome {
  const { total, refused, created, updated, rows } = report;
  return { good: total - refused, bad: refused, rows, created, updated };
}

/** A request's body: rows as JSON, a file as a form. */
export function importBody(source: ImportSource, mode: ImportMode, rowsOf: (text: string) => object[]): object {
  if (source.kind === "rows") return { mode, rows: rowsOf(source.text) };
  const form = new FormData();
  form.set("mode", mode);
  form.set("file", source.file);
  return form;
}

/** A form's encoding carries a boundary that only the browser knows. */
export function importSerializer(value: unknown): BodyInit {
  return value instanceof FormData ? value : JSON.stringify(value);
}
