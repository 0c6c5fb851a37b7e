import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Extension, ReachEntryBody } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";

export function useExtensions(list: ListState) {
  return $api.useQuery("get", "/api/v1/extensions/", ...listQuery(list));
}

export function useExtension(id: string) {
  return $api.useQuery("get", "/api/v1/extensions/{id}/", { params: { path: { id } } });
}

export interface ExtensionValues {
  number: string;
  display_name: string;
  employee: string | null;
  ring_order: Extension["ring_order"];
  reach: ReachEntryBody[];
}

export function useExtensionWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: Partial<ExtensionValues> & { number: string }) => {
      const { data } = await api.POST("/api/v1/extensions/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: Partial<ExtensionValues>) => {
      await api.PATCH("/api/v1/extensions/{id}/", { params: { path: { id } }, body });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/extensions/{id}/", { params: { path: { id }, query } });
      await refresh();
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/extensions/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
