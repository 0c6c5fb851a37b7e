import { ActionIcon, Group, Select, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Option } from "@/api/options";
import { SortableList } from "@/components/sortable-list";
import { moveItem } from "@/lib/reorder";

interface LineOrderProps {
  value: string[];
  onChange: (value: string[]) => void;
  options: Option[];
  error?: React.ReactNode;
  /** What it means that there are none. */
  emptyText?: string;
  isDisabled: boolean;
}

/** By which lines a call leaves, in the order in which they are tried. */
export function LineOrder({ value, onChange, options, error, emptyText, isDisabled }: LineOrderProps) {
  const { t } = useTranslation();
  const labelOf = (line: string) => options.find((option) => option.value === line)?.label ?? line;
  return (
    <Stack gap="sm" role="group" aria-label={t("routes.lines")}>
      {value.length === 0 && <Text size="sm" c="dimmed">{emptyText ?? t("routes.no_lines")}</Text>}
      <SortableList items={value} keyOf={(line) => line} nameOf={labelOf} isDisabled={isDisabled} onMove={(from, to) => { onChange(moveItem(value, from, to)); }}>
        {(line, index) => (
          <Group justify="space-between" wrap="nowrap" mih={36}>
            <Group gap="sm" wrap="nowrap"><Text size="sm" c="dimmed" w={18} ta="right">{index + 1}</Text><Text size="sm">{labelOf(line)}</Text></Group>
            {!isDisabled && <ActionIcon aria-label={t("routes.remove_line", { name: labelOf(line) })} onClick={() => { onChange(value.filter((other) => other !== line)); }}><IconX size={16} /></ActionIcon>}
          </Group>
        )}
      </SortableList>
      {!isDisabled && (
        <Select
          label={t("routes.add_line")} placeholder={t("routes.choose_line")} data={options.filter((option) => !value.includes(option.value))} value={null} searchable nothingFoundMessage={t("table.nothing_found")} maw={420} error={error}
          onChange={(line) => { if (line !== null) onChange([...value, line]); }}
        />
      )}
    </Stack>
  );
}
