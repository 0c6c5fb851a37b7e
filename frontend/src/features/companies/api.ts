import { $api, api } from "@/api/client";
import type { components } from "@/api/schema";
import type { Block, CallClass } from "@/api/types";
import { useRefresh } from "@/api/refresh";
import type { BlockBody } from "@/components/block-form";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import { LIVE_LINES } from "@/components/outside/line-state";

export interface CompanyValues {
  code: string;
  name: string;
  timezone: string;
  language: "ru" | "en";
  max_users: number;
  max_channels: number;
  max_channels_in: number;
  max_channels_out: number;
  /** By routes that are marked private. */
  max_channels_private: number;
  /** Voice messages in all boxes. */
  max_voicemails: number;
  /** What the company may allow its people at most. */
  call_class_ceiling: CallClass[];
  area_code: string;
  /** `join`: the person may belong to another company already. */
  admin: { name: string; email: string; join: boolean };
}

/** What is left out, the API fills in: its schema does not tell a default from a demand. */
type NewCompanyBody = components["schemas"]["TenantCreateRequest"];

export type CompanyEdit = Omit<CompanyValues, "code" | "admin">;

export function useCompanies(list: ListState) {
  return $api.useQuery("get", "/api/v1/platform/tenants/", ...listQuery(list));
}

/** Read again and again while its schema is made or its disabling is verified. */
export function useCompany(code: string) {
  return $api.useQuery("get", "/api/v1/platform/tenants/{code}/", { params: { path: { code } } }, {
    refetchInterval: ({ state }) => (state.data?.status === "active" ? false : 2000),
  });
}

/** How many numbers the company's page names. */
const SHOWN_NUMBERS = 12;

export function useCompanyNumbers(code: string) {
  return $api.useQuery("get", "/api/v1/platform/phone-numbers/", { params: { query: { tenant: code, page_size: SHOWN_NUMBERS } } });
}

export function useCompanyTrunks(code: string) {
  return $api.useQuery("get", "/api/v1/platform/company-trunks/", { params: { query: { tenant: code } } }, LIVE_LINES);
}

const at = (code: string) => ({ params: { path: { code } } });

export function useCompanyWrites() {
  const refresh = useRefresh();
  return {
    /** Ceiling and limit of outgoing calls of a new company are the platform's usual ones. */
    create: async ({ call_class_ceiling: _ceiling, max_channels_out: _limit, ...values }: CompanyValues) => {
      const { data } = await api.POST("/api/v1/platform/tenants/", { body: { ...values, with_starter_kit: true } as NewCompanyBody });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (code: string, values: CompanyEdit) => {
      await api.PATCH("/api/v1/platform/tenants/{code}/", { ...at(code), body: values });
      await refresh();
    },
    block: async (code: string, body: BlockBody) => {
      await api.POST("/api/v1/platform/tenants/{code}/block/", { ...at(code), body });
      await refresh();
    },
    unblock: async (code: string, kind: Block["kind"]) => {
      await api.POST("/api/v1/platform/tenants/{code}/unblock/", { ...at(code), body: { kind } });
      await refresh();
    },
    setDisabled: async (code: string, isDisabled: boolean) => {
      await (isDisabled ? api.POST("/api/v1/platform/tenants/{code}/disable/", at(code)) : api.POST("/api/v1/platform/tenants/{code}/enable/", at(code)));
      await refresh();
    },
    adminLink: async (code: string) => {
      const { data } = await api.POST("/api/v1/platform/tenants/{code}/admin-link/", { ...at(code), body: { name: "", join: false } });
      return data as NonNullable<typeof data>;
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/platform/tenants/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
