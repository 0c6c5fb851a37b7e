import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { CallClass, Extension, Limits, ReachEntryBody } from "@/api/types";
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
  /** Flow that calls to the number take, as `flow:<id>/<element>`; empty when the ways to reach the person are all there is. */
  plan: string;
  call_classes: CallClass[];
  /** Own number that outside calls show; empty for the company's usual one. */
  outside_number: string;
  hides_number: boolean;
  tags: string[];
  limits: Limits;
  /** List of callers who are not let in, by id. */
  block_list: string | null;
}

/** Which outside calls the operator allows the company at all. */
export function useCeiling(isAsked: boolean): CallClass[] | undefined {
  const { data } = $api.useQuery("get", "/api/v1/outside-settings/", {}, { enabled: isAsked, staleTime: 30_000 });
  return data?.ceiling as CallClass[] | undefined;
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
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/extensions/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
