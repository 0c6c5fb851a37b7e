import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { OverrideBody, RouteBody } from "@/api/types";

/** Ordered tables are read whole: their order is what they are about. */
const ALL = { params: { query: { page_size: 500 } } };

const at = (id: string) => ({ params: { path: { id } } });

export function useRoutes() {
  return $api.useQuery("get", "/api/v1/routes/", ALL);
}

export function useRouteWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: RouteBody) => { await api.POST("/api/v1/routes/", { body }); await refresh(); },
    update: async (id: string, body: RouteBody) => { await api.PATCH("/api/v1/routes/{id}/", { ...at(id), body }); await refresh(); },
    remove: async (id: string) => { await api.DELETE("/api/v1/routes/{id}/", at(id)); await refresh(id); },
    reorder: async (ids: string[]) => { await api.POST("/api/v1/routes/reorder/", { body: { ids } }); await refresh(); },
  };
}

export function useOverrideRules() {
  return $api.useQuery("get", "/api/v1/override-rules/", ALL);
}

export function useOverrideWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: OverrideBody) => { await api.POST("/api/v1/override-rules/", { body }); await refresh(); },
    update: async (id: string, body: OverrideBody) => { await api.PATCH("/api/v1/override-rules/{id}/", { ...at(id), body }); await refresh(); },
    remove: async (id: string) => { await api.DELETE("/api/v1/override-rules/{id}/", at(id)); await refresh(id); },
    reorder: async (ids: string[]) => { await api.POST("/api/v1/override-rules/reorder/", { body: { ids } }); await refresh(); },
  };
}
