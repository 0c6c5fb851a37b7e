import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import { momentOf } from "@/lib/period";

export interface RestrictionValues {
  tenant: string;
  reason: string;
  starts_at: string | null;
  ends_at: string | null;
}

/** The pickers' texts are clock times of `zone`; absent moments are left out: from now, without end. */
export function restrictionBody({ tenant, reason, starts_at, ends_at }: RestrictionValues, zone: string) {
  return { tenant, reason, kind: "outgoing" as const, starts_at: momentOf(starts_at, zone), ends_at: momentOf(ends_at, zone) };
}

export function useRestrictions(list: ListState) {
  return $api.useQuery("get", "/api/v1/platform/restrictions/", ...listQuery(list));
}

export function useRestrictionsOf(tenant: string) {
  return $api.useQuery("get", "/api/v1/platform/restrictions/", { params: { query: { tenant, page_size: 100 } } });
}

export function useRestrictionWrites() {
  const refresh = useRefresh();
  return {
    create: async (values: RestrictionValues, zone: string) => {
      await api.POST("/api/v1/platform/restrictions/", { body: restrictionBody(values, zone) });
      await refresh();
    },
    lift: async (id: string) => {
      await api.DELETE("/api/v1/platform/restrictions/{id}/", { params: { path: { id } } });
      await refresh();
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/platform/restrictions/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
