/** A list put in order by dragging, by the arrow keys on the handle, or by the two buttons. */

import { useState, type DragEvent, type KeyboardEvent, type ReactNode } from "react";
import { ActionIcon, Box, Group, Stack, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "@/components/sortable-list.module.css";

interface SortableListProps<Item> {
  items: Item[];
  keyOf: (item: Item, index: number) => string;
  nameOf: (item: Item) => string;
  onMove: (from: number, to: number) => void;
  children: (item: Item, index: number) => ReactNode;
  isDisabled?: boolean;
}

interface Drag {
  from: number | null;
  over: number | null;
}

const NO_DRAG: Drag = { from: null, over: null };

export function SortableList<Item>({ items, keyOf, nameOf, onMove, children, isDisabled = false }: SortableListProps<Item>) {
  const { t } = useTranslation();
  const [drag, setDrag] = useState<Drag>(NO_DRAG);
  const [told, setTold] = useState("");
  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < 0 || to >= items.length || from === to) return;
    onMove(from, to);
    setTold(t("sortable.moved", { name: nameOf(item), position: to + 1, total: items.length }));
  };
  const dropProps = (index: number) => ({
    onDragOver: (event: DragEvent) => { if (drag.from !== null) { event.preventDefault(); setDrag({ ...drag, over: index }); } },
    onDrop: (event: DragEvent) => { event.preventDefault(); if (drag.from !== null) move(drag.from, index); setDrag(NO_DRAG); },
  });
  const keys = (index: number) => (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(index, index + step);
  };
  return (
    <>
      <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
        {items.map((item, index) => (
          <Box
            component="li" key={keyOf(item, index)} className={classes.item} p="sm" {...dropProps(index)}
            data-over={(drag.from !== null && drag.over === index && drag.from !== index) || undefined} data-dragged={drag.from === index || undefined}
          >
            <div className={classes.row}>
              {!isDisabled && (
                <Group gap={2} wrap="nowrap" h={36}>
                  <ActionIcon
                    className={classes.handle} draggable size="sm" aria-label={t("sortable.handle", { name: nameOf(item) })} onKeyDown={keys(index)}
                    onDragStart={(event: DragEvent) => { event.dataTransfer.effectAllowed = "move"; setDrag({ from: index, over: null }); }}
                    onDragEnd={() => { setDrag(NO_DRAG); }}
                  >
                    <IconGripVertical size={16} />
                  </ActionIcon>
                  <ActionIcon size="sm" disabled={index === 0} aria-label={t("sortable.up", { name: nameOf(item) })} onClick={() => { move(index, index - 1); }}><IconArrowUp size={14} /></ActionIcon>
                  <ActionIcon size="sm" disabled={index === items.length - 1} aria-label={t("sortable.down", { name: nameOf(item) })} onClick={() => { move(index, index + 1); }}><IconArrowDown size={14} /></ActionIcon>
                </Group>
              )}
              <Box flex={1} miw={0}>{children(item, index)}</Box>
            </div>
          </Box>
        ))}
      </Stack>
      <VisuallyHidden role="status" aria-live="polite">{told}</VisuallyHidden>
    </>
  );
}
