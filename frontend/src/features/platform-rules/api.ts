import { $api, api } from "@/api/client";
import type { Option } from "@/api/options";
import { useRefresh } from "@/api/refresh";
import type { ExpressionCheck, PlatformFilter, RouteBody } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { AskedCall } from "@/components/outside/expression-check";
import { formatPhone } from "@/lib/phone";

/** An ordered table is read whole: its order is what it is about. */
const ALL = { params: { query: { page_size: 500 } } };

const at = (id: string) => ({ params: { path: { id } } });

export function usePlatformRoutes() {
  return $api.useQuery("get", "/api/v1/platform/routes/", ALL);
}

export function usePlatformRouteWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: RouteBody) => { await api.POST("/api/v1/platform/routes/", { body }); await refresh(); },
    update: async (id: string, body: RouteBody) => { await api.PATCH("/api/v1/platform/routes/{id}/", { ...at(id), body }); await refresh(); },
    remove: async (id: string) => { await api.DELETE("/api/v1/platform/routes/{id}/", at(id)); await refresh(id); },
    reorder: async (ids: string[]) => { await api.POST("/api/v1/platform/routes/reorder/", { body: { ids } }); await refresh(); },
  };
}

export type FilterValues = Pick<PlatformFilter, "name" | "comment" | "direction" | "called" | "calling" | "is_enabled">;

export const NEW_FILTER: FilterValues = { name: "", comment: "", direction: "out", called: [], calling: [], is_enabled: true };

export const filterValues = ({ name, comment, direction, called, calling, is_enabled }: PlatformFilter): FilterValues => ({ name, comment, direction, called, calling, is_enabled });

export function usePlatformFilters(list: ListState) {
  return $api.useQuery("get", "/api/v1/platform/filters/", ...listQuery(list));
}

export function usePlatformFilterWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: FilterValues) => {
      const { data } = await api.POST("/api/v1/platform/filters/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: FilterValues) => { await api.PATCH("/api/v1/platform/filters/{id}/", { ...at(id), body }); await refresh(); },
    remove: async (id: string) => { await api.DELETE("/api/v1/platform/filters/{id}/", at(id)); await refresh(id); },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/platform/filters/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}

/** What holds where nothing else is said; carriers by name. */
export interface Defaults {
  default_carrier: string;
  emergency_lines: string[];
  quarantine_days: number;
}

export function useDefaults() {
  return $api.useQuery("get", "/api/v1/platform/outside-settings/");
}

export function useDefaultsWrite() {
  const refresh = useRefresh();
  return async (body: Defaults) => { await api.PATCH("/api/v1/platform/outside-settings/", { body }); await refresh(); };
}

/** Outside numbers of a company as choices. */
export function useNumbersOf(tenant: string): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/platform/phone-numbers/", { params: { query: { tenant, page_size: 500 } } }, { enabled: tenant !== "" });
  return (data?.results ?? []).map(({ number }) => ({ value: number, label: formatPhone(number) }));
}

export async function platformCheck(tenant: string, asked: AskedCall): Promise<ExpressionCheck> {
  const { data } = await api.POST("/api/v1/platform/expression-check/", { body: { ...asked, tenant } });
  return data as ExpressionCheck;
}
