import { useMutation } from "@tanstack/react-query";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Employee } from "@/api/types";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";
import type { DeleteQuery } from "@/components/delete-dialog";

export function useEmployees(list: ListState) {
  return $api.useQuery("get", "/api/v1/employees/", ...listQuery(list));
}

export function useEmployee(id: string) {
  return $api.useQuery("get", "/api/v1/employees/{id}/", { params: { path: { id } } });
}

export type EmployeeValues = Required<Pick<Employee, "name" | "email" | "mobile" | "role">>;

/** The one form: a person with number, phone and sign-in. */
export interface NewEmployee {
  name: string;
  email: string;
  mobile: string;
  role: Employee["role"];
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
  };
}

export function useCreateEmployee() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (values: NewEmployee) => {
      const { data } = await api.POST("/api/v1/employees/", { body: newEmployeeBody(values) });
      return data as NonNullable<typeof data>;
    },
    onSuccess: () => refresh(),
  });
}

export function useUpdateEmployee(id: string) {
  const refresh = useRefresh();
  return async (body: EmployeeValues) => {
    const { data } = await api.PATCH("/api/v1/employees/{id}/", { params: { path: { id } }, body });
    await refresh();
    return data as NonNullable<typeof data>;
  };
}

/** A fresh link by which the person sets a password. */
export function useSignInLink(id: string) {
  return useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/api/v1/employees/{id}/sign-in-link/", { params: { path: { id } } });
      return data?.sign_in_link ?? "";
    },
  });
}

export function useDeleteEmployee() {
  const refresh = useRefresh();
  return async (id: string, query: DeleteQuery) => {
    await api.DELETE("/api/v1/employees/{id}/", { params: { path: { id }, query } });
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
