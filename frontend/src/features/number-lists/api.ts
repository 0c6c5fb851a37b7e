import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { NumberList, RowsReport } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import { importBody, importSerializer, type ImportMode, type ImportSource } from "@/components/import/report";
import { readTable } from "@/lib/table-text";

export type ListValues = Pick<NumberList, "name" | "comment" | "blocks_callers">;

export interface EntryValues {
  number: string;
  name: string;
  comment: string;
}

export function useNumberLists(list: ListState) {
  return $api.useQuery("get", "/api/v1/number-lists/", ...listQuery(list));
}

export function useNumberList(id: string) {
  return $api.useQuery("get", "/api/v1/number-lists/{id}/", { params: { path: { id } } });
}

export function useEntries(id: string, list: ListState) {
  const [{ params }, options] = listQuery(list);
  return $api.useQuery("get", "/api/v1/number-lists/{list_id}/entries/", { params: { path: { list_id: id }, query: params.query } }, options);
}

const at = (id: string) => ({ params: { path: { id } } });

export function useListWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: ListValues) => {
      const { data } = await api.POST("/api/v1/number-lists/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: ListValues) => {
      await api.PATCH("/api/v1/number-lists/{id}/", { ...at(id), body });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/number-lists/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/number-lists/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}

export function useEntryWrites(id: string) {
  const refresh = useRefresh();
  const path = { list_id: id };
  return {
    add: async (body: EntryValues) => {
      await api.POST("/api/v1/number-lists/{list_id}/entries/", { params: { path }, body });
      await refresh();
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/number-lists/{list_id}/entries/bulk/", { params: { path }, body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}

const SHAPE = {
  fields: ["number", "name", "comment"],
  headings: { number: "number", phone: "number", name: "name", comment: "comment", note: "comment", "\u043d\u043e\u043c\u0435\u0440": "number", "\u0442\u0435\u043b\u0435\u0444\u043e\u043d": "number", "\u0438\u043c\u044f": "name", "\u043d\u0430\u0437\u0432\u0430\u043d\u0438\u0435": "name", "\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439": "comment" },
};

export async function sendEntries(id: string, source: ImportSource, mode: ImportMode): Promise<RowsReport> {
  const body = importBody(source, mode, (text) => readTable(text, SHAPE)) as never;
  const { data } = await api.POST("/api/v1/number-lists/{list_id}/import/", { params: { path: { list_id: id } }, body, bodySerializer: importSerializer });
  return data as RowsReport;
}
