import { Box, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "@/components/data-table/data-table.module.css";
import { isOwnControl, type ViewProps } from "@/components/data-table/table-view";

/** The same rows on a narrow screen: one card each, named values under each other. */
export function CardsView<Row>({ columns, rows, rowKey, nameOf, onOpen, selection }: ViewProps<Row>) {
  const { t } = useTranslation();
  const main = columns.filter((column) => column.isMain);
  const others = columns.filter((column) => !column.isMain && column.title !== "");
  const tails = columns.filter((column) => !column.isMain && column.title === "");
  return (
    <Stack gap={0} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
      {rows.map((row) => {
        const id = rowKey(row);
        return (
          <Box component="li" key={id} className={classes.card} onClick={(event) => { if (onOpen && !isOwnControl(event.target)) onOpen(row); }}>
            <Group justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
              <Box miw={0}>{main.map((column) => <Box key={column.key}>{column.render(row)}</Box>)}</Box>
              <Group gap="xs" wrap="nowrap">
                {tails.map((column) => <Box key={column.key}>{column.render(row)}</Box>)}
                {selection.isOn && (
                  <Checkbox
                    aria-label={t("table.select_row", { name: nameOf(row) })} checked={selection.selected.has(id)}
                    onChange={(event) => { selection.toggle([id], event.currentTarget.checked); }}
                  />
                )}
              </Group>
            </Group>
            <dl className={classes.facts}>
              {others.map((column) => (
                <Box key={column.key} className={classes.fact} data-wide={column.isWide || undefined}>
                  <Text component="dt" size="xs" c="dimmed">{column.title}</Text>
                  <Text component="dd" size="sm" m={0}>{column.render(row)}</Text>
                </Box>
              ))}
            </dl>
          </Box>
        );
      })}
    </Stack>
  );
}
