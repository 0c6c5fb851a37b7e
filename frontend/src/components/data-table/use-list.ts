/** State of a list: in the address where it can be shared, and kept for the person where it is a habit. */

import { useEffect, useMemo, useRef } from "react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { usePreference } from "@/lib/preferences";
import type { UrlSearch } from "@/lib/url-search";

export const PAGE_SIZES = ["25", "50", "100"];
const DEFAULT_PAGE_SIZE = "25";

interface TableHabits {
  columns: string[] | null;
  page_size: string;
  filters: UrlSearch;
}

const NO_HABITS: TableHabits = { columns: null, page_size: DEFAULT_PAGE_SIZE, filters: {} };

export interface ListState {
  search: string;
  ordering: string;
  cursor: string;
  pageSize: string;
  filters: UrlSearch;
  /** Keys of shown columns; null stands for the default set. */
  columns: string[] | null;
  /** Everything but the page, as the API's query: also what an export is asked with. */
  criteria: UrlSearch;
  query: UrlSearch;
  isReady: boolean;
  setSearch: (value: string) => void;
  setOrdering: (value: string) => void;
  setCursor: (value: string | null) => void;
  setPageSize: (value: string) => void;
  setFilters: (changes: UrlSearch) => void;
  setColumns: (columns: string[] | null) => void;
}

const filled = (values: UrlSearch): UrlSearch =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

export function useList({ name, filterKeys = [], ordering = "" }: { name: string; filterKeys?: readonly string[]; ordering?: string }): ListState {
  const url = useSearch({ strict: false }) as UrlSearch;
  const navigate = useNavigate();
  const habits = usePreference(`table-${name}`, NO_HABITS);
  const put = (changes: UrlSearch, replace = false) => {
    void navigate({ to: ".", replace, search: (old: UrlSearch) => filled({ ...old, cursor: "", ...changes }) } as never);
  };

  const isFresh = !["search", "cursor", ...filterKeys].some((key) => url[key]);
  const hasLanded = useRef(false);
  useEffect(() => {
    if (!habits.isReady || hasLanded.current) return;
    hasLanded.current = true;
    if (isFresh && Object.keys(filled(habits.value.filters)).length > 0) put(habits.value.filters, true);
  });

  const filters = useMemo(() => filled(Object.fromEntries(filterKeys.map((key) => [key, url[key] ?? ""]))), [filterKeys, url]);
  const pageSize = url.page_size ?? habits.value.page_size;
  const criteria = filled({ search: url.search ?? "", ordering: url.ordering ?? ordering, ...filters });
  return {
    search: url.search ?? "",
    ordering: url.ordering ?? ordering,
    cursor: url.cursor ?? "",
    pageSize,
    filters,
    columns: habits.value.columns,
    criteria,
    query: filled({ ...criteria, cursor: url.cursor ?? "", page_size: pageSize }),
    isReady: habits.isReady,
    setSearch: (value) => { put({ search: value }, true); },
    setOrdering: (value) => { put({ ordering: value }); },
    setCursor: (value) => { put({ cursor: value ?? "" }); },
    setPageSize: (value) => { put({ page_size: value }); habits.save({ ...habits.value, page_size: value }); },
    setFilters: (changes) => { put(changes); habits.save({ ...habits.value, filters: filled({ ...filters, ...changes }) }); },
    setColumns: (columns) => { habits.save({ ...habits.value, columns }); },
  };
}
