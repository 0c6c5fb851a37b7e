import { $api } from "@/api/client";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";

export function useQueues(list: ListState) {
  return $api.useQuery("get", "/api/v1/queues/", ...listQuery(list));
}

export function useQueue(id: string) {
  return $api.useQuery("get", "/api/v1/queues/{id}/", { params: { path: { id } } });
}
