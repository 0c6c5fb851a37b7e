import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { PoolNumber, RowsReport } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { BulkDetails } from "@/components/data-table/types";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import { importBody, importSerializer, type ImportMode, type ImportSource } from "@/components/import/report";
import { POOL_TABLE } from "@/features/pool/table";
import { readTable } from "@/lib/table-text";

/** What may be changed about a number of the pool; `carrier` by name. */
export interface PoolValues {
  carrier: string;
  region: string;
  tags: string[];
  comment: string;
}

export const poolValues = ({ carrier, region, tags, comment }: PoolNumber): PoolValues => ({ carrier: carrier?.name ?? "", region, tags, comment });

export function usePool(list: ListState) {
  return $api.useQuery("get", "/api/v1/platform/phone-numbers/", ...listQuery(list));
}

export function usePoolNumber(id: string) {
  return $api.useQuery("get", "/api/v1/platform/phone-numbers/{id}/", { params: { path: { id } } });
}

/** What the register of the regulator says of a number; null when it says nothing. */
export function useRangeOf(number: string) {
  const { data } = $api.useQuery("get", "/api/v1/platform/number-ranges/", { params: { query: { search: number, page_size: 1 } } }, { staleTime: Infinity });
  return data?.results[0] ?? null;
}

/** Other numbers of a company: they may take the place of one that is taken back. */
export function useOtherNumbers(tenant: string | undefined, id: string) {
  const { data } = $api.useQuery("get", "/api/v1/platform/phone-numbers/", { params: { query: { tenant, page_size: 500 } } }, { enabled: tenant !== undefined });
  return (data?.results ?? []).filter((other) => other.id !== id);
}

const at = (id: string) => ({ params: { path: { id } } });

export function usePoolWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: PoolValues & { number: string }) => {
      const { data } = await api.POST("/api/v1/platform/phone-numbers/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, { carrier, ...body }: PoolValues) => {
      await api.PATCH("/api/v1/platform/phone-numbers/{id}/", { ...at(id), body: carrier === "" ? body : { ...body, carrier } });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/platform/phone-numbers/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    give: async (id: string, tenant: string) => {
      await api.POST("/api/v1/platform/phone-numbers/{id}/give/", { ...at(id), body: { tenant } });
      await refresh();
    },
    takeBack: async (id: string, body: DeleteQuery) => {
      await api.POST("/api/v1/platform/phone-numbers/{id}/take-back/", { ...at(id), body: { force: false, ...body } });
      await refresh();
    },
    rest: async (id: string, until: string | undefined) => {
      await api.POST("/api/v1/platform/phone-numbers/{id}/quarantine/", { ...at(id), body: { until } });
      await refresh();
    },
    release: async (id: string) => {
      await api.POST("/api/v1/platform/phone-numbers/{id}/release/", at(id));
      await refresh();
    },
    bulk: async (action: string, ids: string[], details?: BulkDetails) => {
      const { data } = await api.POST("/api/v1/platform/phone-numbers/bulk/", { body: { action, ids, ...details } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}

export async function sendNumbers(source: ImportSource, mode: ImportMode): Promise<RowsReport> {
  const body = importBody(source, mode, (text) => readTable(text, POOL_TABLE)) as never;
  const { data } = await api.POST("/api/v1/platform/phone-numbers/import/", { body, bodySerializer: importSerializer });
  return data as RowsReport;
}
