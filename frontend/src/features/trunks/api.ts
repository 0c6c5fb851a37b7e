import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { LineTest } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import { LIVE_LINES } from "@/components/outside/line-state";
import { lineBody, type LineValues } from "@/components/outside/line-values";

export function useTrunks(list: ListState) {
  const [params, options] = listQuery(list);
  return $api.useQuery("get", "/api/v1/trunks/", params, { ...options, ...LIVE_LINES });
}

export function useTrunk(id: string) {
  return $api.useQuery("get", "/api/v1/trunks/{id}/", { params: { path: { id } } }, LIVE_LINES);
}

/** Trunks that may take the place of one that goes. */
export function useTrunkOptions() {
  const { data } = $api.useQuery("get", "/api/v1/trunks/", { params: { query: { page_size: 500 } } });
  return (data?.results ?? []).map(({ id, name, title }) => ({ value: id, label: title || name }));
}

const at = (id: string) => ({ params: { path: { id } } });

export function useTrunkWrites() {
  const refresh = useRefresh();
  return {
    create: async (values: LineValues) => {
      const { data } = await api.POST("/api/v1/trunks/", { body: lineBody(values) });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, values: LineValues) => {
      await api.PATCH("/api/v1/trunks/{id}/", { ...at(id), body: lineBody(values) });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/trunks/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/trunks/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    test: async (id: string): Promise<LineTest> => {
      const { data } = await api.POST("/api/v1/trunks/{id}/test/", at(id));
      return data as NonNullable<typeof data>;
    },
  };
}
