import { Button, Group, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Conflict } from "@/features/flows/model/autosave";
import { useFormats } from "@/lib/format";

interface ConflictDialogProps {
  conflict: Conflict;
  onReload: () => void;
  onKeepMine: () => void;
}

/** Two people at one draft: the second is told who and when, and chooses. */
export function ConflictDialog({ conflict: { by, at }, onReload, onKeepMine }: ConflictDialogProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t("flow_editor.conflict_title")}>
      <Text size="sm" mb="lg">{t("flow_editor.conflict_text", { name: by, time: at === "" ? "" : formats.moment(at) })}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onReload} data-autofocus>{t("flow_editor.conflict_reload")}</Button>
        <Button color="red" onClick={onKeepMine}>{t("flow_editor.conflict_keep")}</Button>
      </Group>
    </Modal>
  );
}
