import { Button, Group, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface ConfirmDialogProps {
  title: string;
  text: string;
  /** What the confirming button says: the deed, not "OK". */
  action: string;
  color?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** A question before something that cannot simply be taken back. */
export default function ConfirmDialog({ title, text, action, color, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Text size="sm" mb="lg">{text}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>{t("common.cancel")}</Button>
        <Button color={color} onClick={() => { onClose(); onConfirm(); }}>{action}</Button>
      </Group>
    </Modal>
  );
}
