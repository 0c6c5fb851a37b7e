import { Checkbox, Group, Table, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconArrowsSort } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nextOrdering, sortOf } from "@/components/data-table/columns";
import classes from "@/components/data-table/data-table.module.css";
import type { Column } from "@/components/data-table/types";
import type { ListState } from "@/components/data-table/use-list";

export interface ViewProps<Row> {
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  nameOf: (row: Row) => string;
  onOpen?: (row: Row) => void;
  selection: { isOn: boolean; selected: ReadonlySet<string>; toggle: (ids: string[], isSelected: boolean) => void };
}

function Heading<Row>({ column, list }: { column: Column<Row>; list: ListState }) {
  const { t } = useTranslation();
  const { orderBy } = column;
  const sort = sortOf(list.ordering, orderBy);
  if (orderBy === undefined) return <Table.Th w={column.width} ta={column.align}>{column.title || <VisuallyHidden>{t("table.actions")}</VisuallyHidden>}</Table.Th>;
  const Icon = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort }[sort];
  return (
    <Table.Th w={column.width} ta={column.align} aria-sort={sort}>
      <UnstyledButton className={classes.sort} onClick={() => { list.setOrdering(nextOrdering(list.ordering, orderBy)); }}>
        <Group gap={4} wrap="nowrap" component="span">{column.title}<Icon size={14} aria-hidden opacity={sort === "none" ? 0.45 : 1} /></Group>
      </UnstyledButton>
    </Table.Th>
  );
}

/** True when a press on the row was meant for something inside it. */
export function isOwnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a, button, input, label, [role=menuitem]") !== null;
}

export function TableView<Row>({ columns, rows, rowKey, nameOf, onOpen, selection, list }: ViewProps<Row> & { list: ListState }) {
  const { t } = useTranslation();
  const ids = rows.map(rowKey);
  const count = ids.filter((id) => selection.selected.has(id)).length;
  return (
    <Table.ScrollContainer minWidth={columns.length * 120} type="native">
      <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover={onOpen !== undefined} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {selection.isOn && (
              <Table.Th w={44}>
                <Checkbox
                  aria-label={t("table.select_all")} checked={count > 0 && count === ids.length}
                  indeterminate={count > 0 && count < ids.length}
                  onChange={(event) => { selection.toggle(ids, event.currentTarget.checked); }}
                />
              </Table.Th>
            )}
            {columns.map((column) => <Heading key={column.key} column={column} list={list} />)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const id = rowKey(row);
            const isSelected = selection.selected.has(id);
            return (
              <Table.Tr
                key={id} data-selected={isSelected || undefined} className={onOpen ? classes.opens : undefined}
                onClick={(event) => { if (onOpen && !isOwnControl(event.target)) onOpen(row); }}
              >
                {selection.isOn && (
                  <Table.Td>
                    <Checkbox
                      aria-label={t("table.select_row", { name: nameOf(row) })} checked={isSelected}
                      onChange={(event) => { selection.toggle([id], event.currentTarget.checked); }}
                    />
                  </Table.Td>
                )}
                {columns.map((column) => <Table.Td key={column.key} ta={column.align}>{column.render(row)}</Table.Td>)}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
