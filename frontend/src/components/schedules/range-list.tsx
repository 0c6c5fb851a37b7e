import { ActionIcon, Button, Chip, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconToolsKitchen2, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ClockInput } from "@/components/form/clock-input";
import { Hint } from "@/components/hint";
import { DAYS, WORKDAYS } from "@/components/outside/times";
import { isOverMidnight, withBreak, type WeekRange } from "@/components/schedules/week";

/** Lunch as most have it. */
const BREAK = [780, 840] as const;

interface RangeListProps {
  ranges: WeekRange[];
  /** Name of the period, for whoever hears the form instead of seeing it. */
  name: string;
  error?: React.ReactNode;
  isDisabled: boolean;
  onChange: (ranges: WeekRange[]) => void;
}

/** Hours of a period: weekdays and times, with a break in one press. */
export function RangeList({ ranges, name, error, isDisabled, onChange }: RangeListProps) {
  const { t } = useTranslation();
  const replace = (index: number, ...next: WeekRange[]) => { onChange(ranges.flatMap((range, at) => (at === index ? next : [range]))); };
  const last = ranges.at(-1);
  const add = () => { onChange([...ranges, { days: last && last.days.length < DAYS.length ? DAYS.filter((day) => !ranges.some(({ days }) => days.includes(day))) : WORKDAYS, from: 540, to: 1080 }]); };
  return (
    <Stack gap="sm">
      {ranges.map((range, index) => {
        const halves = withBreak(range, ...BREAK);
        return (
          <Group key={index} gap="sm" role="group" aria-label={`${name}: ${t("schedules.hours_number", { number: index + 1 })}`}>
            <Chip.Group multiple value={range.days.map(String)} onChange={(days) => { replace(index, { ...range, days: days.map(Number).sort((a, b) => a - b) }); }}>
              <Group gap={4}>{DAYS.map((day) => <Chip key={day} size="xs" value={String(day)} disabled={isDisabled}>{t(`times.day_${String(day)}`)}</Chip>)}</Group>
            </Chip.Group>
            <Group gap="xs" wrap="nowrap">
              <ClockInput label={t("times.from")} minutes={range.from} isDisabled={isDisabled} error={error} onChange={(from) => { replace(index, { ...range, from }); }} />
              <Text span>–</Text>
              <ClockInput label={t("times.to")} minutes={range.to} isEnd isDisabled={isDisabled} error={error} onChange={(to) => { replace(index, { ...range, to }); }} />
              {!isDisabled && halves && (
                <Hint label={t("schedules.add_break")}>
                  <ActionIcon aria-label={t("schedules.add_break")} onClick={() => { replace(index, ...halves); }}><IconToolsKitchen2 size={16} /></ActionIcon>
                </Hint>
              )}
              {!isDisabled && <ActionIcon aria-label={t("times.remove")} onClick={() => { replace(index); }}><IconX size={16} /></ActionIcon>}
            </Group>
            {isOverMidnight(range) && <Text span size="sm" c="dimmed">{t("schedules.over_midnight")}</Text>}
          </Group>
        );
      })}
      {error && <Text size="sm" c="var(--mantine-color-error)">{error}</Text>}
      {ranges.length === 0 && <Text size="sm" c="dimmed">{t("schedules.no_hours")}</Text>}
      {!isDisabled && <Button w="fit-content" size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={add}>{t("times.add")}</Button>}
    </Stack>
  );
}
