/** What a form of a group holds, and saving it. */

import { api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Limits, Queue, Switches } from "@/api/types";
import type { DeleteQuery } from "@/components/delete-dialog";

export interface QueueValues {
  number: string;
  name: string;
  description: string;
  algorithm: Queue["algorithm"];
  /** How long one attempt rings a member. */
  ring_seconds: number;
  /** How long a caller waits at most. */
  wait_seconds: number;
  /** How long a member is left alone after a call. */
  wrap_up_seconds: number;
  /** How many callers wait at most; 0 for any number. */
  max_length: number;
  /** Sound before the wait; null for none. */
  greeting: string | null;
  /** Package of sounds during the wait; null for ringing. */
  music: string | null;
  /** Extensions by id, in the order in which they ring. */
  members: string[];
  limits: Limits;
  switches: Switches;
}

export const ALGORITHMS = ["ringall", "rrmemory", "linear"] as const;

export function useQueueWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: QueueValues) => {
      const { data } = await api.POST("/api/v1/queues/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: Partial<QueueValues>) => {
      await api.PATCH("/api/v1/queues/{id}/", { params: { path: { id } }, body });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/queues/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/queues/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
