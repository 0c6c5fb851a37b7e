import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { MediaPackage } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";

export type PackageValues = Pick<MediaPackage, "name" | "comment" | "order" | "files">;

export const NEW_PACKAGE: PackageValues = { name: "", comment: "", order: "order", files: [] };

export function useMediaPackages(list: ListState) {
  return $api.useQuery("get", "/api/v1/media-packages/", ...listQuery(list));
}

export function useMediaPackage(id: string) {
  return $api.useQuery("get", "/api/v1/media-packages/{id}/", { params: { path: { id } } });
}

const at = (id: string) => ({ params: { path: { id } } });

export function usePackageWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: PackageValues) => {
      const { data } = await api.POST("/api/v1/media-packages/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: Partial<PackageValues> & { is_default?: boolean }) => {
      await api.PATCH("/api/v1/media-packages/{id}/", { ...at(id), body });
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/media-packages/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/media-packages/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}
