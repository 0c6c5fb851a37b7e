import { $api } from "@/api/client";
import { listQuery } from "@/components/data-table/list-query";
import type { ListState } from "@/components/data-table/use-list";

/** The state of a schedule changes by the clock, not only by what is saved. */
const RENEWED_MS = 30_000;

export function useSchedules(list: ListState) {
  const [params, options] = listQuery(list);
  return $api.useQuery("get", "/api/v1/schedules/", params, { ...options, refetchInterval: RENEWED_MS });
}

export function useSchedule(id: string) {
  return $api.useQuery("get", "/api/v1/schedules/{id}/", { params: { path: { id } } }, { refetchInterval: RENEWED_MS });
}

/** Days of a year that are closed, or worked, by law; none without a country. */
export function useHolidays(country: string, year: number) {
  return $api.useQuery("get", "/api/v1/schedules/holidays/", { params: { query: { country, year } } }, { enabled: country !== "", staleTime: Infinity });
}

export function useCountries() {
  return $api.useQuery("get", "/api/v1/schedules/countries/", {}, { staleTime: Infinity });
}
