/** Messages of the company, for who may see them all, or one's own. */

import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import { VOICEMAIL } from "@/realtime/live";

export type MessageScope = "company" | "own";

export function useMessages(scope: MessageScope, list: ListState) {
  const [params, options] = listQuery(list);
  const renewed = { ...options, meta: { lists: VOICEMAIL } };
  const company = $api.useQuery("get", "/api/v1/voicemail-messages/", params, { ...renewed, enabled: options.enabled && scope === "company" });
  const own = $api.useQuery("get", "/api/v1/own/voicemail-messages/", params, { ...renewed, enabled: options.enabled && scope === "own" });
  return scope === "own" ? own : company;
}

export const audioPath = (scope: MessageScope, id: string) => `/api/v1/${scope === "own" ? "own/" : ""}voicemail-messages/${id}/audio/`;

export function useMessageWrites(scope: MessageScope) {
  const refresh = useRefresh();
  const isOwn = scope === "own";
  return {
    mark: async (id: string, isRead: boolean) => {
      const init = { params: { path: { id } }, body: { is_read: isRead } };
      await (isOwn ? api.PATCH("/api/v1/own/voicemail-messages/{id}/", init) : api.PATCH("/api/v1/voicemail-messages/{id}/", init));
      await refresh();
    },
    remove: async (id: string) => {
      const init = { params: { path: { id } } };
      await (isOwn ? api.DELETE("/api/v1/own/voicemail-messages/{id}/", init) : api.DELETE("/api/v1/voicemail-messages/{id}/", init));
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const init = { body: { action, ids } };
      const { data } = await (isOwn ? api.POST("/api/v1/own/voicemail-messages/bulk/", init) : api.POST("/api/v1/voicemail-messages/bulk/", init));
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
