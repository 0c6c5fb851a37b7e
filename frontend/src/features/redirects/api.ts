import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { RedirectNumber } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";

export type RedirectValues = Omit<RedirectNumber, "id" | "key" | "created_at">;

export function useRedirects(list: ListState) {
  return $api.useQuery("get", "/api/v1/redirect-numbers/", ...listQuery(list));
}

export function useRedirect(id: string) {
  return $api.useQuery("get", "/api/v1/redirect-numbers/{id}/", { params: { path: { id } } });
}

export function useRedirectWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: RedirectValues) => {
      const { data } = await api.POST("/api/v1/redirect-numbers/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: RedirectValues) => {
      await api.PATCH("/api/v1/redirect-numbers/{id}/", { params: { path: { id } }, body });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/redirect-numbers/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/redirect-numbers/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
