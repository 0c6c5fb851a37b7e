import type { Column } from "@/components/data-table/types";

/** The columns to show: those chosen, or those not hidden at first; the main one always. */
export function shownColumns<Shown extends Pick<Column<never>, "key" | "isMain" | "isHiddenAtFirst">>(columns: Shown[], chosen: string[] | null): Shown[] {
  return columns.filter((column) => {
    if (column.isMain) return true;
    return chosen === null ? !column.isHiddenAtFirst : chosen.includes(column.key);
  });
}

/** The next ordering when a heading is pressed: ascending, then descending, then ascending again. */
export function nextOrdering(current: string, orderBy: string): string {
  return current === orderBy ? `-${orderBy}` : orderBy;
}

export function sortOf(current: string, orderBy: string | undefined): "ascending" | "descending" | "none" {
  if (orderBy === undefined) return "none";
  if (current === orderBy) return "ascending";
  return current === `-${orderBy}` ? "descending" : "none";
}
