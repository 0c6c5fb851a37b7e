import { useState, type ReactNode } from "react";
import { ActionIcon, Button, CloseButton, Group, Indicator, Menu, Pill, Popover, Stack, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconColumns3, IconDownload, IconFilter, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { shownColumns } from "@/components/data-table/columns";
import classes from "@/components/data-table/data-table.module.css";
import type { Column, Filter } from "@/components/data-table/types";
import type { ListState } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { stringifySearch } from "@/lib/url-search";

const FilterInputs = lazily(() => import("@/components/data-table/filter-inputs"));

const TYPING_PAUSE_MS = 300;

function SearchInput({ list, placeholder }: { list: ListState; placeholder?: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(list.search);
  const [known, setKnown] = useState(list.search);
  if (known !== list.search) { // the address was changed elsewhere: by the browser's back button, by a link
    setKnown(list.search);
    if (text.trim() !== list.search) setText(list.search);
  }
  const apply = useDebouncedCallback((value: string) => { list.setSearch(value); }, TYPING_PAUSE_MS);
  const change = (value: string) => { setText(value); apply(value.trim()); };
  return (
    <TextInput
      className={classes.search} type="search" value={text} leftSection={<IconSearch size={16} aria-hidden />}
      aria-label={t("table.search")} placeholder={placeholder ?? t("table.search")}
      onChange={(event) => { change(event.currentTarget.value); }}
      rightSection={text === "" ? null : <CloseButton size="sm" aria-label={t("table.clear_search")} onClick={() => { change(""); }} />}
    />
  );
}

function FilterButton({ filters, list }: { filters: Filter[]; list: ListState }) {
  const { t } = useTranslation();
  const count = filters.filter((filter) => list.filters[filter.key]).length;
  return (
    <Popover width={300} position="bottom-start" trapFocus withinPortal>
      <Indicator label={count} size={16} disabled={count === 0} color="tide">
        <Popover.Target>
          <Button variant="default" leftSection={<IconFilter size={16} />}>{t("table.filters")}</Button>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <FilterInputs filters={filters} list={list} />
      </Popover.Dropdown>
    </Popover>
  );
}

export function FilterPills({ filters, list }: { filters: Filter[]; list: ListState }) {
  const { t } = useTranslation();
  const active = filters.filter((filter) => list.filters[filter.key]);
  if (active.length === 0) return null;
  const shown = (filter: Filter) => {
    const value = list.filters[filter.key] ?? "";
    return filter.options?.find((option) => option.value === value)?.label ?? value;
  };
  return (
    <Group gap={6}>
      {active.map((filter) => (
        <Pill
          key={filter.key} withRemoveButton size="md" onRemove={() => { list.setFilters({ [filter.key]: "" }); }}
          removeButtonProps={{ "aria-label": t("table.remove_filter", { name: filter.label }), "aria-hidden": false, tabIndex: 0 }}
        >
          {filter.label}: {shown(filter)}
        </Pill>
      ))}
    </Group>
  );
}

function ColumnChooser<Row>({ columns, list }: { columns: Column<Row>[]; list: ListState }) {
  const { t } = useTranslation();
  const shown = shownColumns(columns, list.columns).map((column) => column.key);
  const toggle = (key: string) => {
    list.setColumns(shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key]);
  };
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Tooltip label={t("table.columns")}>
          <ActionIcon size="lg" variant="default" aria-label={t("table.columns")}><IconColumns3 size={18} /></ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.filter((column) => !column.isMain && column.title !== "").map((column) => (
          <Menu.Item
            key={column.key} role="menuitemcheckbox" aria-checked={shown.includes(column.key)}
            leftSection={<span aria-hidden>{shown.includes(column.key) ? "✓" : "\u2003"}</span>} onClick={() => { toggle(column.key); }}
          >
            {column.title}
          </Menu.Item>
        ))}
        <Menu.Divider aria-hidden />
        <Menu.Item onClick={() => { list.setColumns(null); }}>{t("table.columns_reset")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ToolbarProps<Row> {
  columns: Column<Row>[];
  filters: Filter[];
  list: ListState;
  searchPlaceholder?: string;
  exportPath?: string;
  extra?: ReactNode;
  hasSearch: boolean;
}

export function Toolbar<Row>({ columns, filters, list, searchPlaceholder, exportPath, extra, hasSearch }: ToolbarProps<Row>) {
  const { t } = useTranslation();
  return (
    <Stack className={classes.toolbar} gap="sm">
      <Group gap="sm">
        {hasSearch && <SearchInput list={list} placeholder={searchPlaceholder} />}
        {extra}
        {filters.length > 0 && <FilterButton filters={filters} list={list} />}
        <Group gap="xs" ml="auto">
          {exportPath !== undefined && (
            <Tooltip label={t("table.export")}>
              <ActionIcon component="a" href={`${exportPath}${stringifySearch(list.criteria)}`} download size="lg" variant="default" aria-label={t("table.export")}>
                <IconDownload size={18} />
              </ActionIcon>
            </Tooltip>
          )}
          <ColumnChooser columns={columns} list={list} />
        </Group>
      </Group>
      <FilterPills filters={filters} list={list} />
    </Stack>
  );
}
