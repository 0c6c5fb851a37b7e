import { api } from "@/api/client";
import type { ImportReport } from "@/api/types";
import { parsePasted } from "@/features/employees/paste";

export type ImportMode = "dry_run" | "all_or_nothing" | "good_rows_only";
export type ImportSource = { kind: "rows"; text: string } | { kind: "file"; file: File };

function bodyOf(source: ImportSource, mode: ImportMode): object {
  if (source.kind === "rows") return { mode, rows: parsePasted(source.text) };
  const form = new FormData();
  form.set("mode", mode);
  form.set("file", source.file);
  return form;
}

/** Send the rows; a dry run only tells what would happen. */
export async function sendImport(source: ImportSource, mode: ImportMode): Promise<ImportReport> {
  const body = bodyOf(source, mode);
  const { data } = await api.POST("/api/v1/employees/import/", {
    body: body as never,
    // A form's encoding carries a boundary that only the browser knows.
    bodySerializer: (value: unknown) => (value instanceof FormData ? value : JSON.stringify(value)),
  });
  return data as ImportReport;
}
