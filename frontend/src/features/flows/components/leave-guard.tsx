import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SaveState } from "@/features/flows/model/autosave";

/** Leaving saves what is not saved yet; only what cannot be saved is asked about. */
export function LeaveGuard({ save: { status }, flush }: { save: SaveState; flush: () => Promise<boolean> }) {
  const { t } = useTranslation();
  const isDirty = status !== "saved";
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
