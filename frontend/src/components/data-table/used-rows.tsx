import { Button, Group, List, Modal, ScrollArea, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BulkRefusal } from "@/api/types";
import { useUsageWords } from "@/components/usage-words";

interface UsedRowsProps {
  rows: BulkRefusal[];
  nameOfId: (id: string) => string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Rows that were not deleted, since something uses them: where, and whether they shall go all the same. */
export default function UsedRows({ rows, nameOfId, onConfirm, onClose }: UsedRowsProps) {
  const { t } = useTranslation();
  const wordsOf = useUsageWords();
  return (
    <Modal opened onClose={onClose} title={t("delete.many_used", { count: rows.length })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <ScrollArea.Autosize mah="50vh">
        <List size="sm" spacing="xs">
          {rows.map(({ id, usages = [] }) => (
            <List.Item key={id}>
              <Text span fw={600} size="sm">{nameOfId(id)}</Text>
              <List size="sm" listStyleType="none" withPadding={false}>
                {usages.map((usage) => <List.Item key={`${usage.kind}-${usage.id}`}>{wordsOf(usage)}</List.Item>)}
              </List>
            </List.Item>
          ))}
        </List>
      </ScrollArea.Autosize>
      <Text size="sm" mt="md" mb="lg">{t("delete.many_used_text")}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>{t("delete.keep")}</Button>
        <Button color="red" onClick={() => { onClose(); onConfirm(); }}>{t("delete.all_the_same")}</Button>
      </Group>
    </Modal>
  );
}
