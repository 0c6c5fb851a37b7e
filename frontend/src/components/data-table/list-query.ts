import { keepPreviousData } from "@tanstack/react-query";
import type { ListState } from "@/components/data-table/use-list";

/** Parameters and options with which a list asks for its page. Filters are checked by the API, not by types. */
export function listQuery(list: ListState) {
  return [
    { params: { query: list.query as never } },
    { enabled: list.isReady, placeholderData: keepPreviousData },
  ] as const;
}
