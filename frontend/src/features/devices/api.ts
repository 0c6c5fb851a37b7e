import { useMutation } from "@tanstack/react-query";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Device, Limits, Switches } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";
import { ATTEMPTS } from "@/realtime/live";

export function useDevices(list: ListState) {
  return $api.useQuery("get", "/api/v1/devices/", ...listQuery(list));
}

export function useRegistrations(list: ListState) {
  return $api.useQuery("get", "/api/v1/registrations/", ...listQuery(list));
}

export function useDevice(id: string) {
  return $api.useQuery("get", "/api/v1/devices/{id}/", { params: { path: { id } } });
}

export function useAttempts(id: string) {
  return $api.useQuery("get", "/api/v1/devices/{id}/attempts/", { params: { path: { id } } }, { meta: { lists: ATTEMPTS } });
}

export interface DeviceValues {
  name: string;
  title: string;
  extension: string | null;
  allowed_networks: string[];
  codecs: string[];
  dtmf_mode: Device["dtmf_mode"];
  transport: Device["transport"];
  is_behind_nat: boolean;
  limits: Limits;
  switches: Switches;
}

const at = (id: string) => ({ params: { path: { id } } });

export function useDeviceWrites() {
  const refresh = useRefresh();
  return {
    create: async (body: Partial<DeviceValues> & { name: string; secret?: string }) => {
      const { data } = await api.POST("/api/v1/devices/", { body });
      await refresh();
      return data as NonNullable<typeof data>;
    },
    update: async (id: string, body: Partial<DeviceValues>) => {
      await api.PATCH("/api/v1/devices/{id}/", { ...at(id), body });
      await refresh();
    },
    setBlocked: async (id: string, isBlocked: boolean) => {
      await (isBlocked ? api.POST("/api/v1/devices/{id}/block/", at(id)) : api.POST("/api/v1/devices/{id}/unblock/", at(id)));
      await refresh();
    },
    remove: async (id: string, query: DeleteQuery) => {
      await api.DELETE("/api/v1/devices/{id}/", { params: { path: { id }, query } });
      await refresh(id);
    },
    bulk: async (action: string, ids: string[]) => {
      const { data } = await api.POST("/api/v1/devices/bulk/", { body: { action, ids } });
      await refresh();
      return data as NonNullable<typeof data>;
    },
  };
}

export function useResetPassword(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (secret: string) => {
      const { data } = await api.POST("/api/v1/devices/{id}/reset-password/", { ...at(id), body: secret === "" ? {} : { secret } });
      return data as NonNullable<typeof data>;
    },
    onSuccess: () => refresh(),
  });
}

export function useSetupLink(id: string) {
  return useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/api/v1/devices/{id}/setup-link/", at(id));
      return data as NonNullable<typeof data>;
    },
  });
}
