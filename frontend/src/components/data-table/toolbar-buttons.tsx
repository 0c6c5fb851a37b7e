/** The buttons of a toolbar, apart from what they open. */

import { ActionIcon, Button, Indicator, type ActionIconProps, type ButtonProps } from "@mantine/core";
import { IconColumns3, IconFilter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Column, Filter } from "@/components/data-table/types";
import type { ListState } from "@/components/data-table/use-list";
import { Hint } from "@/components/hint";

export interface FilterMenuProps {
  filters: Filter[];
  list: ListState;
}

export interface ColumnMenuProps {
  // A menu of columns does not care for what they show.
  columns: Pick<Column<never>, "key" | "title" | "isMain" | "isHiddenAtFirst">[];
  list: ListState;
}

export function FilterButton({ filters, list, ...others }: FilterMenuProps & ButtonProps) {
  const { t } = useTranslation();
  const count = filters.filter((filter) => list.filters[filter.key]).length;
  return (
    <Indicator label={count} size={16} disabled={count === 0} color="tide">
      <Button variant="default" leftSection={<IconFilter size={16} />} {...others}>{t("table.filters")}</Button>
    </Indicator>
  );
}

export function ColumnsButton({ columns: _shown, list: _list, ...others }: ColumnMenuProps & ActionIconProps) {
  const { t } = useTranslation();
  return (
    <Hint label={t("table.columns")}>
      <ActionIcon size="lg" variant="default" aria-label={t("table.columns")} {...others}><IconColumns3 size={18} /></ActionIcon>
    </Hint>
  );
}
