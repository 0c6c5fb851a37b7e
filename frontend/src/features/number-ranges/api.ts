import { $api, api } from "@/api/client";
import type { RowsReport } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import { importBody, importSerializer, type ImportMode, type ImportSource } from "@/components/import/report";

export function useRanges(list: ListState) {
  return $api.useQuery("get", "/api/v1/platform/number-ranges/", ...listQuery(list));
}

/** The ranges that a number as it is dialled may belong to: one for a whole number, several for a beginning, none for what is in no range. */
export function useLookup(number: string) {
  return $api.useQuery("get", "/api/v1/platform/number-ranges/", { params: { query: { search: number, page_size: 2 } } }, { enabled: number !== "" });
}

const LAST_IMPORT = { params: { query: { action: "number_ranges.imported", page_size: 1 } } };

/** The journal's line about the newest import, or null when there was none. */
export function useLastImport() {
  const { data } = $api.useQuery("get", "/api/v1/platform/audit/", LAST_IMPORT);
  return data?.results[0] ?? null;
}

export async function sendRanges(source: ImportSource, mode: ImportMode): Promise<RowsReport> {
  const body = importBody(source, mode, () => []) as never;
  const { data } = await api.POST("/api/v1/platform/number-ranges/import/", { body, bodySerializer: importSerializer });
  return data as RowsReport;
}
