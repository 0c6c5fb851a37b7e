import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { shownColumns } from "@/components/data-table/columns";
import { ColumnsButton, type ColumnMenuProps } from "@/components/data-table/toolbar-buttons";

export default function ColumnMenu({ columns, list }: ColumnMenuProps) {
  const { t } = useTranslation();
  const shown = shownColumns(columns, list.columns).map((column) => column.key);
  const toggle = (key: string) => {
    list.setColumns(shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key]);
  };
  return (
    <Menu closeOnItemClick={false} position="bottom-end" defaultOpened>
      <Menu.Target><ColumnsButton columns={columns} list={list} /></Menu.Target>
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
