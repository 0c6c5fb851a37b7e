import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { LineTest } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import { LIVE_LINES } from "@/components/outside/line-state";
import { lineBody, type LineValues } from "@/components/outside/line-values";

export function useCarriers(list: ListState) {
  const [params, options] = listQuery(list);
  return $api.useQuery("get", "/api/v1/platform/carriers/", params, { ...options, ...LIVE_LINES });
}

export function useCarrier(id: string) {
  return $api.useQuery("get", "/api/v1/platform/carriers/{id}/", { params: { path: { id } } }, LIVE_LINES);
}

/** Carriers that may take the place of one that goes. */
export function useReplacements(id: string) {
  const { data } = $api.useQuery("get", "/api/v1/platform/carriers/", { params: { query: { page_size: 500 } } });
  return (data?.results ?? []).filter((other) => other.id !== id).map(({ id: value, name, title }) => ({ value, label: title || name }));
}

/** Carriers have no lines to other exchanges: those are the companies' own. */
function carrierBody(values: LineValues) {
  const { is_internal: _never, ...body } = lineBody(values);
  return body;
}

const at = (id: string) => ({ params: { path: { id } } });

export function useCarrierWrites() {
  const refresh = useRefresh();
  return {
    create: async (values: LineValues) => {
      const { data } = await api.POST("/api/v1/platform/carriers/", { body: carrierBody(values) });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, values: LineValues) => {
      await api.PATCH("/api/v1/platform/carriers/{id}/", { ...at(id), body: carrierBody(values) });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/platform/carriers/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/platform/carriers/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    test: async (id: string): Promise<LineTest> => {
      const { data } = await api.POST("/api/v1/platform/carriers/{id}/test/", at(id));
      return data as NonNullable<typeof data>;
    },
  };
}
