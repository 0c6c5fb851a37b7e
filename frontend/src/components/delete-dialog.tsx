/** Deleting: first a plain question, then - when it is used - where, and what may stand in for it. */

import { useState } from "react";
import { Alert, Button, Group, List, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { Usage } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { useUsageWords } from "@/components/usage-words";

export interface DeleteQuery {
  replace_with?: string;
  force?: boolean;
}

interface DeleteDialogProps {
  title: string;
  text: string;
  onClose: () => void;
  remove: (query: DeleteQuery) => Promise<unknown>;
  onDeleted: () => void;
  /** What may take the place of the deleted thing; absent when nothing can. */
  replacements?: { value: string; label: string }[];
  /** What the button says when the thing goes without being deleted. */
  action?: { run: string; replaceAndRun: string };
}

function UsageList({ usages }: { usages: Usage[] }) {
  const { t } = useTranslation();
  const wordsOf = useUsageWords();
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={t("delete.used_in", { count: usages.length })}>
      <List size="sm">{usages.map((usage) => <List.Item key={`${usage.kind}-${usage.id}`}>{wordsOf(usage)}</List.Item>)}</List>
    </Alert>
  );
}

export function DeleteDialog({ title, text, onClose, remove, onDeleted, replacements, action }: DeleteDialogProps) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const [usages, setUsages] = useState<Usage[]>([]);
  const [choice, setChoice] = useState<"replace" | "force">(replacements ? "replace" : "force");
  const [replacement, setReplacement] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isUsed = usages.length > 0;

  const query = (): DeleteQuery => {
    if (!isUsed) return {};
    return choice === "replace" && replacement !== null ? { replace_with: replacement } : { force: true };
  };
  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await remove(query());
      onDeleted();
      onClose();
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code === "in_use" && !isUsed) setUsages((error.extra.usages ?? []) as Usage[]);
      else setProblem(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Text size="sm">{text}</Text>
        {isUsed && <UsageList usages={usages} />}
        {isUsed && replacements && (
          <Radio.Group label={t("delete.then")} value={choice} onChange={(value) => { setChoice(value as "replace" | "force"); }}>
            <Stack gap="xs" mt="xs">
              <Radio value="replace" label={t("delete.replace")} />
              <Select
                aria-label={t("delete.replacement")} placeholder={t("delete.replacement")} data={replacements} value={replacement}
                onChange={setReplacement} disabled={choice !== "replace"} searchable ml={32} nothingFoundMessage={t("table.nothing_found")}
              />
              <Radio value="force" label={t("delete.force")} />
            </Stack>
          </Radio.Group>
        )}
        <Problems problems={problem === null ? [] : [problem]} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>{t("common.cancel")}</Button>
          <Button color="red" loading={isBusy} disabled={isUsed && replacements !== undefined && choice === "replace" && replacement === null} onClick={() => void run()}>
            {isUsed && choice === "replace" ? (action?.replaceAndRun ?? t("delete.replace_and_delete")) : (action?.run ?? t("common.delete"))}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
