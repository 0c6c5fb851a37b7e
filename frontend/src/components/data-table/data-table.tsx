/** The one table of the cabinet: search, filters, columns, paging, selection and all its empty and failed states. */

import { useState, type ReactNode } from "react";
import { Box } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Page } from "@/api/types";
import { CardsView } from "@/components/data-table/cards-view";
import { shownColumns } from "@/components/data-table/columns";
import classes from "@/components/data-table/data-table.module.css";
import { Pager } from "@/components/data-table/pager";
import { TableView } from "@/components/data-table/table-view";
import { Toolbar } from "@/components/data-table/toolbar";
import type { Bulk, Column, Filter } from "@/components/data-table/types";
import type { ListState } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { EmptyState, ErrorState, LoadingLines } from "@/components/states";

interface DataTableProps<Row> {
  list: ListState;
  query: { data: Page<Row> | undefined; error: unknown; isPlaceholderData: boolean; refetch: () => unknown };
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  /** How a row is called aloud. */
  nameOf: (row: Row) => string;
  empty: ReactNode;
  filters?: Filter[];
  onOpen?: (row: Row) => void;
  bulk?: Bulk;
  exportPath?: string;
  searchPlaceholder?: string;
  toolbarExtra?: ReactNode;
  hasSearch?: boolean;
}

const BulkBar = lazily(() => import("@/components/data-table/bulk-bar"));

const NOTHING: ReadonlySet<string> = new Set();

function useSelection(isOn: boolean) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOTHING);
  const toggle = (ids: string[], isSelected: boolean) => {
    setSelected((old) => {
      const next = new Set(old);
      for (const id of ids) if (isSelected) next.add(id); else next.delete(id);
      return next;
    });
  };
  return { isOn, selected, toggle, clear: () => { setSelected(NOTHING); } };
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { list, query, rowKey, nameOf, filters = [], bulk } = props;
  const { t } = useTranslation();
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const selection = useSelection(bulk !== undefined && bulk.actions.length > 0);
  const columns = shownColumns(props.columns, list.columns);
  const rows = query.data?.results ?? [];
  const hasCriteria = list.search !== "" || Object.keys(list.filters).length > 0;
  const nameOfId = (id: string) => {
    const row = rows.find((candidate) => rowKey(candidate) === id);
    return row === undefined ? id : nameOf(row);
  };

  const content = () => {
    if (query.data === undefined) {
      return query.error ? <ErrorState error={query.error} onRetry={() => { void query.refetch(); }} /> : <LoadingLines rows={8} />;
    }
    if (rows.length === 0) {
      return hasCriteria ? <EmptyState icon={IconSearchOff} title={t("table.nothing_found")} text={t("table.nothing_found_text")} /> : props.empty;
    }
    const view = { columns, rows, rowKey, nameOf, onOpen: props.onOpen, selection };
    return isNarrow ? <CardsView {...view} /> : <TableView {...view} list={list} />;
  };

  return (
    <Box className={classes.frame}>
      <Toolbar
        columns={props.columns} filters={filters} list={list} searchPlaceholder={props.searchPlaceholder}
        exportPath={props.exportPath} extra={props.toolbarExtra} hasSearch={props.hasSearch ?? true}
      />
      {bulk && selection.selected.size > 0 && (
        <BulkBar bulk={bulk} selected={selection.selected} nameOfId={nameOfId} onClear={selection.clear} />
      )}
      <Box className={query.isPlaceholderData ? classes.fading : undefined} aria-busy={query.isPlaceholderData}>{content()}</Box>
      {query.data !== undefined && (query.data.next !== null || query.data.previous !== null || rows.length > 0) && (
        <Pager page={query.data} list={list} />
      )}
    </Box>
  );
}
