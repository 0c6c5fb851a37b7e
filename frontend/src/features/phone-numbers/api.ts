import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { PhoneNumber } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";

export type NumberValues = Pick<PhoneNumber, "title" | "target" | "tags" | "limits" | "switches">;

export function usePhoneNumbers(list: ListState) {
  return $api.useQuery("get", "/api/v1/phone-numbers/", ...listQuery(list));
}

export function usePhoneNumber(id: string) {
  return $api.useQuery("get", "/api/v1/phone-numbers/{id}/", { params: { path: { id } } });
}

/** Who would answer the number: now, or at a moment. */
export function useAnswering(id: string, at?: string) {
  return $api.useQuery("get", "/api/v1/phone-numbers/{id}/answering/", { params: { path: { id }, query: at === undefined ? {} : { at } } }, { refetchInterval: 30_000 });
}

/** What becomes of an unknown caller's call to the number (E.164) in the week from a Monday on. */
export function useNumberWeek(number: string, monday: string) {
  return $api.useQuery("post", "/api/v1/flows/week/", { body: { number, start: monday, caller: "", element: "" } });
}

export function useNumberWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: Partial<NumberValues> & { number: string; line: string }) => {
      const { data } = await api.POST("/api/v1/phone-numbers/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: Partial<NumberValues>) => {
      await api.PATCH("/api/v1/phone-numbers/{id}/", { params: { path: { id } }, body });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/phone-numbers/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/phone-numbers/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
