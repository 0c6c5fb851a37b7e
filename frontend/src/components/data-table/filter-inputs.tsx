import { Select, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Filter } from "@/components/data-table/types";
import type { ListState } from "@/components/data-table/use-list";

function FilterInput({ filter, list }: { filter: Filter; list: ListState }) {
  const { t } = useTranslation();
  const value = list.filters[filter.key] ?? "";
  if (filter.kind === "text") {
    return (
      <TextInput
        label={filter.label} defaultValue={value}
        onBlur={(event) => { list.setFilters({ [filter.key]: event.currentTarget.value.trim() }); }}
        onKeyDown={(event) => { if (event.key === "Enter") event.currentTarget.blur(); }}
      />
    );
  }
  return (
    <Select
      label={filter.label} data={filter.options} value={value === "" ? null : value} clearable placeholder={t("table.any")}
      comboboxProps={{ withinPortal: false }} onChange={(next) => { list.setFilters({ [filter.key]: next ?? "" }); }}
    />
  );
}

/** All filters of a list; each acts as soon as it is chosen. */
export default function FilterInputs({ filters, list }: { filters: Filter[]; list: ListState }) {
  return <Stack gap="sm">{filters.map((filter) => <FilterInput key={filter.key} filter={filter} list={list} />)}</Stack>;
}
