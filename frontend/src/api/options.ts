/** Things of the company as choices of a select. */

import { $api } from "@/api/client";
import type { Line } from "@/api/types";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

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

export function useQueueOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/queues/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, number, name }) => ({ value: id, label: `${number} · ${name}` }));
}

export function useRedirectOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/redirect-numbers/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, name, number }) => ({ value: id, label: `${name} · ${formatPhone(number)}` }));
}

/** Own outside numbers: how a call of the company may show. */
export function usePhoneNumberOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/phone-numbers/", ALL, KEPT);
  return (data?.results ?? []).map(({ number, title }) => ({ value: number, label: title ? `${formatPhone(number)} · ${title}` : formatPhone(number) }));
}

export function useNumberListOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/number-lists/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

/** Lines by their titles; those with one title are told apart by their names. */
function lineOptions(lines: Line[]): Option[] {
  const isTwice = (title: string) => lines.filter((other) => other.title === title).length > 1;
  return lines.map(({ line, title }) => ({ value: line, label: isTwice(title) ? `${title} · ${line.split(":")[1] ?? ""}` : title }));
}

/** Lines that a route of the company may name. */
export function useLineOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/lines/", {}, KEPT);
  return lineOptions(data ?? []);
}

/** The company's own lines; none for whoever may not see them. */
export function useTrunkLineOptions(): Option[] {
  const mayView = useMay("outside.view");
  const { data } = $api.useQuery("get", "/api/v1/lines/", {}, { ...KEPT, enabled: mayView });
  return (data ?? []).filter(({ kind }) => kind === "trunk").map(({ line, title }) => ({ value: line, label: title }));
}

/** Carriers as lines of the operator's routes. */
export function useCarrierLineOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/platform/lines/", {}, KEPT);
  return lineOptions(data ?? []);
}

export function useCompanyOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/platform/tenants/", ALL, KEPT);
  return (data?.results ?? []).map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }));
}

export function useCarrierOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/platform/carriers/", ALL, KEPT);
  return (data?.results ?? []).map(({ name, title }) => ({ value: name, label: title || name }));
}

export function useScheduleOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/schedules/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

export function useMediaOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/media-files/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

export function useMediaPackageOptions(): Option[] {
  const { data } = $api.useQuery("get", "/api/v1/media-packages/", ALL, KEPT);
  return (data?.results ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

/** Where calls may enter published flows, as the API writes it: `flow:<id>/<element>`; none for whoever may not see them. */
export function useFlowStartOptions(): Option[] {
  const mayView = useMay("flow.view");
  const { data } = $api.useQuery("get", "/api/v1/flows/", ALL, { ...KEPT, enabled: mayView });
  return (data?.results ?? []).flatMap(({ id, name, starts }) =>
    starts.map((start) => ({ value: `flow:${id}/${start.element}`, label: starts.length > 1 ? `${name} · ${start.name || start.element}` : name })));
}
