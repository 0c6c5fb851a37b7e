import { useState, type ComponentType, type ReactNode } from "react";
import { ActionIcon, Badge, Button, Card, Group, Text } from "@mantine/core";
import { IconCopy, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import ConfirmDialog from "@/components/confirm-dialog";
import { Hint } from "@/components/hint";
import classes from "@/components/outside/rule-list.module.css";
import { useSaved } from "@/components/saved/use-saved";
import { SortableList } from "@/components/sortable-list";
import { EmptyState } from "@/components/states";
import { useTellProblem } from "@/components/tell-problem";
import { moveItem } from "@/lib/reorder";

/** A row of an ordered table: the first that matches counts. */
export interface Rule {
  id: string;
  name: string;
  comment: string;
  is_enabled: boolean;
}

interface RuleListProps<Row extends Rule> {
  rows: Row[];
  mayEdit: boolean;
  /** What the row says, part by part. */
  facts: (row: Row) => ReactNode;
  labels: { add: string; empty: string; emptyText: string; moved: string; deleted: (name: string) => string; deleteTitle: (name: string) => string };
  icon: ComponentType<{ size?: number; stroke?: number }>;
  reorder: (ids: string[]) => Promise<void>;
  remove: (row: Row) => Promise<void>;
  /** Opens the editor: of a row, of a copy, of a new one. */
  onEdit: (row: Row | null, isCopy: boolean) => void;
}

/** Rules in their order; dragging, arrow keys or buttons change it at once, and that can be undone. */
export function RuleList<Row extends Rule>({ rows, mayEdit, facts, labels, icon, reorder, remove, onEdit }: RuleListProps<Row>) {
  const { t } = useTranslation();
  const tell = useTellProblem();
  const saved = useSaved();
  const client = useQueryClient();
  const [shown, setShown] = useState<string[] | null>(null);
  const [asked, setAsked] = useState<Row | null>(null);
  const ids = rows.map((row) => row.id);
  const order = useMutation({
    mutationFn: (next: string[]) => reorder(next),
    onMutate: setShown,
    onError: tell,
    onSuccess: (_done, next) => { saved({ title: labels.moved, undo: () => reorder(ids.filter((id) => next.includes(id))) }); },
    onSettled: async () => { await client.invalidateQueries(); setShown(null); },
  });
  const drop = useMutation({ mutationFn: remove, onError: tell, onSuccess: (_done, row) => { saved({ title: labels.deleted(row.name) }); } });
  const sorted = shown === null ? rows : shown.flatMap((id) => rows.filter((row) => row.id === id));
  const add = mayEdit && <Button leftSection={<IconPlus size={18} />} onClick={() => { onEdit(null, false); }}>{labels.add}</Button>;
  if (rows.length === 0) return <Card><EmptyState icon={icon} title={labels.empty} text={labels.emptyText} action={add} /></Card>;
  return (
    <>
      {add && <Group justify="flex-end" mb="md">{add}</Group>}
      <SortableList items={sorted} keyOf={(row) => row.id} nameOf={(row) => row.name} isDisabled={!mayEdit || order.isPending} onMove={(from, to) => { order.mutate(moveItem(sorted, from, to).map((row) => row.id)); }}>
        {(row, index) => (
          <div className={row.is_enabled ? undefined : classes.off}>
            <div className={classes.head}>
              <Group gap="sm" mih={36} wrap="nowrap" miw={0}>
                <Text size="sm" c="dimmed" className="vpbx-numbers">{index + 1}</Text>
                <Text fw={600} style={{ overflowWrap: "anywhere" }}>{row.name}</Text>
                {!row.is_enabled && <Badge variant="light" color="gray">{t("routes.off")}</Badge>}
              </Group>
              {mayEdit && (
                <Group gap={4} wrap="nowrap">
                  <Hint label={t("common.edit")}><ActionIcon size="lg" aria-label={t("routes.edit", { name: row.name })} onClick={() => { onEdit(row, false); }}><IconPencil size={18} /></ActionIcon></Hint>
                  <Hint label={t("common.copy")}><ActionIcon size="lg" aria-label={t("routes.copy", { name: row.name })} onClick={() => { onEdit(row, true); }}><IconCopy size={18} /></ActionIcon></Hint>
                  <Hint label={t("common.delete")}><ActionIcon size="lg" aria-label={t("routes.delete", { name: row.name })} onClick={() => { setAsked(row); }}><IconTrash size={18} /></ActionIcon></Hint>
                </Group>
              )}
            </div>
            <div className={classes.facts}>{facts(row)}</div>
            {row.comment !== "" && <Text size="xs" c="dimmed" mt={4}>{row.comment}</Text>}
          </div>
        )}
      </SortableList>
      {asked && (
        <ConfirmDialog title={labels.deleteTitle(asked.name)} text={t("routes.delete_text")} action={t("common.delete")} color="red" onConfirm={() => { drop.mutate(asked); }} onClose={() => { setAsked(null); }} />
      )}
    </>
  );
}
