import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "@/components/form/form.module.css";

interface SaveBarProps {
  isDirty: boolean;
  isSaving: boolean;
  onReset: () => void;
}

/** Stays in sight while there is something to save. */
export function SaveBar({ isDirty, isSaving, onReset }: SaveBarProps) {
  const { t } = useTranslation();
  if (!isDirty) return null;
  return (
    <Group className={classes.bar} justify="space-between" role="region" aria-label={t("form.unsaved_title")}>
      <Text size="sm" fw={500}>{t("form.unsaved")}</Text>
      <Group gap="xs">
        <Button variant="default" onClick={onReset} disabled={isSaving}>{t("form.reset")}</Button>
        <Button type="submit" loading={isSaving}>{t("common.save")}</Button>
      </Group>
    </Group>
  );
}
