import { useState, type ReactNode } from "react";
import { Button, Drawer, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "@/components/form/form.module.css";
import { Problems } from "@/components/form/problems";
import { UnsavedGuard } from "@/components/form/unsaved-guard";
import type { Save } from "@/components/form/use-save";

interface FormDrawerProps {
  title: string;
  save: Save;
  isDirty: boolean;
  submitLabel: string;
  onClose: () => void;
  children: ReactNode;
}

/** A form beside the list it adds to; closing it with something typed asks first. It may be opened from another form, which is not sent with it. */
export function FormDrawer({ title, save, isDirty, submitLabel, onClose, children }: FormDrawerProps) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const close = () => { if (isDirty && !save.isSaving) setAsking(true); else onClose(); };
  return (
    <Drawer opened onClose={close} title={<Text fw={650} size="lg" component="span">{title}</Text>} closeButtonProps={{ "aria-label": t("common.close") }}>
      <UnsavedGuard isDirty={isDirty && !save.isSaving} />
      <Modal opened={isAsking} onClose={() => { setAsking(false); }} title={t("form.unsaved_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
        <Text size="sm" mb="lg">{t("form.unsaved_text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => { setAsking(false); }} data-autofocus>{t("form.stay")}</Button>
          <Button color="red" onClick={onClose}>{t("form.leave")}</Button>
        </Group>
      </Modal>
      <form onSubmit={(event) => { event.stopPropagation(); save.submit(event); }} noValidate>
        <Stack gap="md">
          <Problems problems={save.problems} />
          {children}
        </Stack>
        <Group className={classes.footer} justify="flex-end">
          <Button variant="default" onClick={close}>{t("common.cancel")}</Button>
          <Button type="submit" loading={save.isSaving}>{submitLabel}</Button>
        </Group>
      </form>
    </Drawer>
  );
}
