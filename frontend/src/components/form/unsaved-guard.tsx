import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

interface UnsavedGuardProps {
  isDirty: boolean;
  /** Saves what can be saved, for screens that save by themselves; whether all of it was. */
  flush?: () => Promise<boolean>;
}

const saveNothing = () => Promise.resolve(false);

/** Asks before unsaved changes are lost: on leaving the screen, and on closing the tab. */
export function UnsavedGuard({ isDirty, flush = saveNothing }: UnsavedGuardProps) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: async ({ current, next }) => isDirty && current.pathname !== next.pathname && !(await flush()),
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
