import { useState } from "react";
import { Button, CloseButton, Group, List, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { BulkRefusal, BulkResult } from "@/api/types";
import ConfirmDialog from "@/components/confirm-dialog";
import classes from "@/components/data-table/data-table.module.css";
import type { Bulk, BulkAction, BulkDetails } from "@/components/data-table/types";
import UsedRows from "@/components/data-table/used-rows";
import { useErrorText } from "@/components/error-text";

interface BulkBarProps {
  bulk: Bulk;
  selected: ReadonlySet<string>;
  nameOfId: (id: string) => string;
  onClear: () => void;
}

/** Deletes what is used as well; the API offers it beside `delete`. */
const DELETE_USED = "delete_used";

const isUsed = ({ code, usages = [] }: BulkRefusal) => code === "in_use" && usages.length > 0;

/** What can be done with the selected rows, and afterwards what was refused and why. */
export default function BulkBar({ bulk, selected, nameOfId, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const [asked, setAsked] = useState<BulkAction | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const [used, setUsed] = useState<BulkRefusal[]>([]);

  const report = ({ done, refused }: BulkResult) => {
    notifications.show({
      color: refused.length > 0 ? "orange" : "tide",
      autoClose: refused.length > 0 ? false : 4000,
      title: t("table.bulk_done", { count: done.length }),
      message: refused.length === 0 ? "" : (
        <List size="sm">{refused.map((item) => <List.Item key={item.id}>{nameOfId(item.id)}: {textOf(item)}</List.Item>)}</List>
      ),
    });
  };
  const run = async (name: string, ids: string[], details?: BulkDetails) => {
    setRunning(name);
    try {
      const { done, refused } = await bulk.run(name, ids, details);
      const asked = name === "delete" ? refused.filter(isUsed) : [];
      if (asked.length < ids.length) report({ done, refused: refused.filter((row) => !asked.includes(row)) });
      if (asked.length > 0) setUsed(asked);
      else onClear();
    } catch (thrown) {
      notifications.show({ color: "red", title: t("states.failed"), message: textOf(asApiError(thrown)) });
    } finally {
      setRunning(null);
    }
  };
  const ask = (action: BulkAction) => {
    if (!action.confirm && !action.dialog) return void run(action.name, [...selected]);
    setAsked(action);
  };
  return (
    <Group className={classes.bulk} gap="sm" role="region" aria-label={t("table.bulk")}>
      <CloseButton aria-label={t("table.clear_selection")} onClick={onClear} />
      <Text size="sm" fw={600} aria-live="polite">{t("table.selected", { count: selected.size })}</Text>
      {bulk.actions.map((action) => (
        <Button
          key={action.name} size="xs" variant="default" c={action.color} leftSection={<action.icon size={14} />}
          loading={running === action.name} disabled={running !== null} onClick={() => { ask(action); }}
        >
          {action.label}
        </Button>
      ))}
      {asked?.dialog?.({ count: selected.size, onConfirm: (details) => { setAsked(null); void run(asked.name, [...selected], details); }, onClose: () => { setAsked(null); } })}
      {asked?.confirm && (
        <ConfirmDialog
          title={asked.label} text={asked.confirm(selected.size)} action={asked.label} color={asked.color}
          onConfirm={() => void run(asked.name, [...selected])} onClose={() => { setAsked(null); }}
        />
      )}
      {used.length > 0 && (
        <UsedRows
          rows={used} nameOfId={nameOfId} onClose={() => { setUsed([]); onClear(); }}
          onConfirm={() => void run(DELETE_USED, used.map(({ id }) => id))}
        />
      )}
    </Group>
  );
}
