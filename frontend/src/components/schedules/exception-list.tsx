import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ClockInput } from "@/components/form/clock-input";
import type { DateRange, ScheduleException } from "@/components/schedules/values";
import type { Period } from "@/components/schedules/week";
import { dateWords } from "@/components/schedules/year";

interface ExceptionListProps {
  exceptions: ScheduleException[];
  periods: Period[];
  errorAt: (path: string) => React.ReactNode;
  isDisabled: boolean;
  onChange: (exceptions: ScheduleException[]) => void;
}

interface HoursProps {
  ranges: DateRange[];
  periods: Period[];
  isDisabled: boolean;
  onChange: (ranges: DateRange[]) => void;
}

function Hours({ ranges, periods, isDisabled, onChange }: HoursProps) {
  const { t } = useTranslation();
  const put = (index: number, changes: Partial<DateRange>) => { onChange(ranges.map((range, at) => (at === index ? { ...range, ...changes } : range))); };
  return (
    <Stack gap="xs">
      {ranges.length === 0 && <Text size="sm" c="dimmed">{t("schedules.closed_all_day")}</Text>}
      {ranges.map((range, index) => (
        <Group key={index} gap="xs">
          <ClockInput label={t("times.from")} minutes={range.from} isDisabled={isDisabled} onChange={(from) => { put(index, { from }); }} />
          <Text span>–</Text>
          <ClockInput label={t("times.to")} minutes={range.to} isEnd isDisabled={isDisabled} onChange={(to) => { put(index, { to }); }} />
          <Select
            aria-label={t("schedules.period")} w={180} data={periods.map(({ key, name }) => ({ value: key, label: name || t("schedules.unnamed") }))} value={range.period} allowDeselect={false} disabled={isDisabled}
            onChange={(period) => { if (period !== null) put(index, { period }); }}
          />
          {!isDisabled && <ActionIcon aria-label={t("times.remove")} onClick={() => { onChange(ranges.filter((_, at) => at !== index)); }}><IconX size={16} /></ActionIcon>}
        </Group>
      ))}
      {!isDisabled && (
        <Button w="fit-content" size="compact-xs" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => { onChange([...ranges, { from: 540, to: 1080, period: periods[0]?.key ?? "" }]); }}>
          {t("times.add")}
        </Button>
      )}
    </Stack>
  );
}

/** Dates on which the company is open otherwise than in the usual week. */
export function ExceptionList({ exceptions, periods, errorAt, isDisabled, onChange }: ExceptionListProps) {
  const { t, i18n } = useTranslation();
  const put = (date: string, changes: Partial<ScheduleException>) => { onChange(exceptions.map((other) => (other.date === date ? { ...other, ...changes } : other))); };
  if (exceptions.length === 0) return <Text size="sm" c="dimmed">{t("schedules.no_exceptions")}</Text>;
  return (
    <Stack component="ul" p={0} m={0} style={{ listStyle: "none" }}>
      {exceptions.map((exception, index) => {
        const title = dateWords(exception.date, i18n.language);
        const error = errorAt(`exceptions.${String(index)}`) ?? errorAt(`exceptions.${String(index)}.ranges`);
        return (
          <li key={exception.date}><Group gap="md" align="flex-start" role="group" aria-label={title}>
            <Text fw={600} size="sm" w={150} pt={8}>{title}</Text>
            <TextInput
              aria-label={t("schedules.exception_name")} placeholder={t("schedules.exception_example")} w={220} value={exception.name} disabled={isDisabled}
              error={errorAt(`exceptions.${String(index)}.name`)} onChange={(event) => { put(exception.date, { name: event.currentTarget.value }); }}
            />
            <Stack gap={4} flex={1} miw={240} pt={exception.ranges.length === 0 ? 8 : 0}>
              <Hours ranges={exception.ranges} periods={periods} isDisabled={isDisabled} onChange={(ranges) => { put(exception.date, { ranges }); }} />
              {error && <Text size="sm" c="var(--mantine-color-error)">{error}</Text>}
            </Stack>
            {!isDisabled && <ActionIcon size={36} aria-label={t("schedules.remove_exception", { date: title })} onClick={() => { onChange(exceptions.filter(({ date }) => date !== exception.date)); }}><IconX size={16} /></ActionIcon>}
          </Group></li>
        );
      })}
    </Stack>
  );
}
