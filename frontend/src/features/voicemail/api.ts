import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import { boxBody, type BoxValues } from "@/components/voicemail/boxes";
import { VOICEMAIL } from "@/realtime/live";

export function useBoxes(list: ListState) {
  const [params, options] = listQuery(list);
  return $api.useQuery("get", "/api/v1/voicemail-boxes/", params, { ...options, meta: { lists: VOICEMAIL } });
}

export function useRoom() {
  return $api.useQuery("get", "/api/v1/voicemail-boxes/room/", {}, { meta: { lists: VOICEMAIL } });
}

export function useBoxWrites() {
  const refresh = useRefresh();
  return {
    create: async (number: string, values: BoxValues) => {
      const { data } = await api.POST("/api/v1/voicemail-boxes/", { body: { number, ...boxBody(values) } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/voicemail-boxes/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/voicemail-boxes/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, values: BoxValues) => {
      await api.PATCH("/api/v1/voicemail-boxes/{id}/", { params: { path: { id } }, body: boxBody(values) });
      await refresh();
    },
  };
}
