/** Things of the company as choices of a select. */

import { $api } from "@/api/client";

export interface Option {
  value: string;
  label: string;
}

/** The most that one page of the API may hold; a longer list is searched, not scrolled. */
const ALL = { params: { query: { page_size: 500 } } };
const KEPT = { staleTime: 30_000 };

export function useExtensionOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/extensions/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, number, display_name, employee }) => {
    const name = display_name || employee?.name;
    return { value: id, label: name ? `${number} · ${name}` : number };
  });
}

export function useDeviceOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/devices/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, login, title }) => ({ value: id, label: title ? `${login} · ${title}` : login }));
}

export function useEmployeeOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/employees/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, name }) => ({ value: id, label: name }));
}
