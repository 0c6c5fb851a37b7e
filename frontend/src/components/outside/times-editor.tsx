import { ActionIcon, Button, Chip, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Times } from "@/api/types";
import { ClockInput } from "@/components/form/clock-input";
import { DAYS, WORKDAYS } from "@/components/outside/times";
import { useTimeWords } from "@/components/outside/use-time-words";

interface TimesEditorProps {
  value: Times;
  onChange: (value: Times) => void;
  error?: React.ReactNode;
  isDisabled: boolean;
}

/** Weekdays and hours at which a rule holds, in the company's time; nothing chosen means always. */
export function TimesEditor({ value, onChange, error, isDisabled }: TimesEditorProps) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const { days, minutes } = value;
  const setRange = (index: number, range: number[]) => { onChange({ days, minutes: minutes.map((old, at) => (at === index ? range : old)) }); };
  const setDays = (chosen: number[]) => { onChange({ days: chosen, minutes }); };
  return (
    <Stack gap="sm">
      <Chip.Group multiple value={days.map(String)} onChange={(chosen) => { setDays(chosen.map(Number).sort((a, b) => a - b)); }}>
        <Group gap={6} role="group" aria-label={t("times.days")}>
          {DAYS.map((day) => <Chip key={day} size="xs" value={String(day)} disabled={isDisabled}>{t(`times.day_${String(day)}`)}</Chip>)}
          {!isDisabled && <Button size="compact-xs" variant="subtle" onClick={() => { setDays(WORKDAYS); }}>{t("times.workdays")}</Button>}
        </Group>
      </Chip.Group>
      {minutes.map(([from = 0, to = 1440], index) => (
        <Group key={index} gap="xs">
          <ClockInput label={t("times.from")} minutes={from} isDisabled={isDisabled} onChange={(next) => { setRange(index, [next, to]); }} />
          <Text span>–</Text>
          <ClockInput label={t("times.to")} minutes={to} isEnd isDisabled={isDisabled} onChange={(next) => { setRange(index, [from, next]); }} />
          {!isDisabled && <ActionIcon aria-label={t("times.remove")} onClick={() => { onChange({ days, minutes: minutes.filter((_, at) => at !== index) }); }}><IconX size={16} /></ActionIcon>}
        </Group>
      ))}
      {!isDisabled && <Button w="fit-content" size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => { onChange({ days, minutes: [...minutes, [540, 1080]] }); }}>{t("times.add")}</Button>}
      <Text size="sm" c={error ? "var(--mantine-color-error)" : "dimmed"}>{error ?? words(value)}</Text>
    </Stack>
  );
}
