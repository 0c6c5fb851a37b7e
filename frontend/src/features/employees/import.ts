import { api } from "@/api/client";
import type { ImportReport } from "@/api/types";
import { importBody, importSerializer, type ImportMode, type ImportOutcome, type ImportSource } from "@/components/import/report";
import { parsePasted } from "@/features/employees/paste";

/** Send the rows; a dry run only tells what would happen. */
export async function sendImport(source: ImportSource, mode: ImportMode): Promise<ImportReport> {
  const body = importBody(source, mode, parsePasted) as never;
  const { data } = await api.POST("/api/v1/employees/import/", { body, bodySerializer: importSerializer });
  return data as ImportReport;
}

/** This report lists good rows, too. */
export function employeesOutcome({ rows, created }: ImportReport): ImportOutcome {
  const bad = rows.filter((row) => !row.ok);
  return { good: rows.length - bad.length, bad: bad.length, rows: bad, created, updated: 0 };
}
