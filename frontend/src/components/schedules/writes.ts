import { api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Schedule } from "@/api/types";
import type { DeleteQuery } from "@/components/delete-dialog";
import type { ScheduleValues } from "@/components/schedules/values";

const at = (id: string) => ({ params: { path: { id } } });

export function useScheduleWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: ScheduleValues) => {
      const { data } = await api.POST("/api/v1/schedules/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: Partial<ScheduleValues>) => {
      const { data } = await api.PATCH("/api/v1/schedules/{id}/", { ...at(id), body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    override: async (id: string, state: Schedule["override"], until: string | null) => {
      await api.POST("/api/v1/schedules/{id}/override/", { ...at(id), body: { state, until } });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/schedules/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/schedules/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
