import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** Asks before unsaved changes are lost: on leaving the screen, and on closing the tab. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  return (
    <Modal opened={blocker.status === "blocked"} onClose={() => { blocker.reset?.(); }} title={t("form.unsaved_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Text size="sm" mb="lg">{t("form.unsaved_text")}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={() => { blocker.reset?.(); }} data-autofocus>{t("form.stay")}</Button>
        <Button color="red" onClick={() => { blocker.proceed?.(); }}>{t("form.leave")}</Button>
      </Group>
    </Modal>
  );
}
