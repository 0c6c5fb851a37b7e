import { useState, type ReactNode } from "react";
import { ActionIcon, CloseButton, Group, Pill, Stack, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconDownload, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "@/components/data-table/data-table.module.css";
import { ColumnsButton, FilterButton } from "@/components/data-table/toolbar-buttons";
import type { Column, Filter } from "@/components/data-table/types";
import type { ListState } from "@/components/data-table/use-list";
import { Hint } from "@/components/hint";
import { onDemand } from "@/components/on-demand";
import { stringifySearch } from "@/lib/url-search";

const FilterMenu = onDemand(() => import("@/components/data-table/filter-menu"), FilterButton, "dialog");
const ColumnMenu = onDemand(() => import("@/components/data-table/column-menu"), ColumnsButton);

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
        {filters.length > 0 && <FilterMenu filters={filters} list={list} />}
        <Group gap="xs" ml="auto">
          {exportPath !== undefined && (
            <Hint label={t("table.export")}>
              <ActionIcon component="a" href={`${exportPath}${stringifySearch(list.criteria)}`} download size="lg" variant="default" aria-label={t("table.export")}>
                <IconDownload size={18} />
              </ActionIcon>
            </Hint>
          )}
          <ColumnMenu columns={columns} list={list} />
        </Group>
      </Group>
      <FilterPills filters={filters} list={list} />
    </Stack>
  );
}
