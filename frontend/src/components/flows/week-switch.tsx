import { ActionIcon, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { dayFrom, weeksFrom } from "@/components/flows/week";

const dayOf = (date: string) => `${date.slice(8, 10)}.${date.slice(5, 7)}`;

/** Goes from a week to the one before or after; a week is named by its Monday. */
export function WeekSwitch({ monday, onChange }: { monday: string; onChange: (monday: string) => void }) {
  const { t } = useTranslation();
  return (
    <Group gap={0} wrap="nowrap">
      <ActionIcon aria-label={t("flow_week.previous")} onClick={() => { onChange(weeksFrom(monday, -1)); }}><IconChevronLeft size={16} /></ActionIcon>
      <Text size="xs" className="vpbx-numbers" style={{ whiteSpace: "nowrap" }}>{`${dayOf(monday)}–${dayOf(dayFrom(monday, 6))}`}</Text>
      <ActionIcon aria-label={t("flow_week.next")} onClick={() => { onChange(weeksFrom(monday, 1)); }}><IconChevronRight size={16} /></ActionIcon>
    </Group>
  );
}
