import { Badge, Group, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportOutcome } from "@/components/import/report";

const SHOWN = 200;

/** What is wrong, by row and field; only the first rows are drawn, thousands would help nobody. */
export function ReportView({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  const { good, bad, rows } = outcome;
  return (
    <Stack>
      <Group>
        <Badge color="tide" variant="light" size="lg">{t("import.good", { count: good })}</Badge>
        {bad > 0 && <Badge color="red" variant="light" size="lg">{t("import.bad", { count: bad })}</Badge>}
      </Group>
      {bad > 0 && (
        <ScrollArea.Autosize mah={360} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Table striped stickyHeader aria-label={t("import.errors")}>
            <Table.Thead><Table.Tr><Table.Th w={80}>{t("import.row")}</Table.Th><Table.Th w={140}>{t("import.field")}</Table.Th><Table.Th>{t("import.problem")}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {rows.slice(0, SHOWN).flatMap((row) => Object.entries(row.errors).map(([field, errors]) => (
                <Table.Tr key={`${String(row.row)}-${field}`}>
                  <Table.Td className="vpbx-numbers">{row.row}</Table.Td>
                  <Table.Td>{t(`import.fields.${field}`, field)}</Table.Td>
                  <Table.Td>{errors.map((error) => error.message).join(" ")}</Table.Td>
                </Table.Tr>
              )))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
      {bad > SHOWN && <Text size="sm" c="dimmed">{t("import.more_errors", { count: bad - SHOWN })}</Text>}
    </Stack>
  );
}
