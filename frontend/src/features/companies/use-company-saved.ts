import { useQueryClient } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { useSaved, type SavedOptions } from "@/components/saved/use-saved";

/** After a change of a company's settings by the operator: live when the company's node has it. */
export function useCompanySaved(code: string): (options: SavedOptions) => void {
  const client = useQueryClient();
  return useSaved(async () => {
    const company = await client.fetchQuery({ ...$api.queryOptions("get", "/api/v1/platform/tenants/{code}/", { params: { path: { code } } }), staleTime: 0 });
    return company.config_state;
  });
}
