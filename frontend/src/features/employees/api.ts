import { useMutation } from "@tanstack/react-query";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";

export function useEmployees(list: ListState) {
  return $api.useQuery("get", "/api/v1/employees/", ...listQuery(list));
}

export function useEmployee(id: string) {
  return $api.useQuery("get", "/api/v1/employees/{id}/", { params: { path: { id } } });
}

/** The one form: a person with number, phone and sign-in. */
export interface NewEmployee {
  name: string;
  email: string;
  mobile: string;
  role: string;
  number: string;
  hasDevice: boolean;
  deviceName: string;
  secret: string;
}

/** What the form says as the API wants it: empty parts are left out, so that defaults apply. */
export function newEmployeeBody(values: NewEmployee) {
  const { number, hasDevice, deviceName, secret, ...person } = values;
  const device = { ...(deviceName && { name: deviceName }), ...(secret && { secret }) };
  return {
    ...person,
    extension: number === "" ? null : { number },
    device: hasDevice ? device : null,
    invite: person.role !== "none",
  };
}

export function useCreateEmployee() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (values: NewEmployee) => {
      const { data } = await api.POST("/api/v1/employees/", { body: newEmployeeBody(values) as never });
      return data as NonNullable<typeof data>;
    },
    onSuccess: refresh,
  });
}

export function useUpdateEmployee(id: string) {
  const refresh = useRefresh();
  return async (body: object) => {
    await api.PATCH("/api/v1/employees/{id}/", { params: { path: { id } }, body: body as never });
    await refresh();
  };
}

export function useDeleteEmployee() {
  const refresh = useRefresh();
  return async (id: string, query: DeleteQuery) => {
    await api.DELETE("/api/v1/employees/{id}/", { params: { path: { id }, query: query as never } });
    await refresh();
  };
}

export function useEmployeesBulk() {
  const refresh = useRefresh();
  return async (action: string, ids: string[]) => {
    const { data } = await api.POST("/api/v1/employees/bulk/", { body: { action, ids } });
    await refresh();
    return data as NonNullable<typeof data>;
  };
}
