import { useState } from "react";
import { Button, Group, Select, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/components/form/moment-input";
import { ExceptionList } from "@/components/schedules/exception-list";
import { problemIn } from "@/components/schedules/schedule-fields";
import type { ScheduleValues } from "@/components/schedules/values";
import { todayIn } from "@/components/schedules/year";
import { YearCalendar, type SpecialDay } from "@/components/schedules/year-calendar";
import { useCountries, useHolidays } from "@/features/schedules/api";
import { useSession } from "@/session/session";

interface HolidaysFieldsProps {
  form: UseFormReturnType<ScheduleValues>;
  isDisabled: boolean;
}

/** The year as the law has it, with the company's own dates over it. */
export function HolidaysFields({ form, isDisabled }: HolidaysFieldsProps) {
  const { t } = useTranslation();
  const today = todayIn(useSession().tenant?.timezone);
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [date, setDate] = useState<string | null>(null);
  const { country, works_on_holidays: worksOnHolidays, exceptions, periods } = form.values;
  const countries = useCountries();
  const holidays = useHolidays(country, year);
  const setExceptions = (next: ScheduleValues["exceptions"]) => { form.setFieldValue("exceptions", next); };
  const add = (day: string) => {
    if (day === "" || exceptions.some((exception) => exception.date === day)) return;
    setExceptions([...exceptions, { date: day, name: "", ranges: [] }].sort((a, b) => a.date.localeCompare(b.date)));
  };
  const days: SpecialDay[] = [
    ...(country === "" ? [] : (holidays.data?.days ?? [])),
    ...exceptions.map((exception) => ({ date: exception.date, name: exception.name, kind: "own" as const })),
  ];
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t("schedules.country")} searchable allowDeselect={false} disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("country")}
          data={[{ value: "", label: t("schedules.no_country") }, ...(countries.data ?? []).map(({ code, name }) => ({ value: code, label: name }))]}
        />
        {country !== "" && (
          <Switch mt={{ base: 0, sm: 28 }} label={t("schedules.works_on_holidays")} description={t("schedules.works_on_holidays_hint")} disabled={isDisabled} checked={worksOnHolidays} onChange={(event) => { form.setFieldValue("works_on_holidays", event.currentTarget.checked); }} />
        )}
      </SimpleGrid>
      <YearCalendar year={year} today={today} days={days} onYear={setYear} onDay={isDisabled ? undefined : add} />
      <Stack gap="sm">
        <Text fw={600}>{t("schedules.exceptions")}</Text>
        <ExceptionList exceptions={exceptions} periods={periods} errorAt={(path) => problemIn(form.errors, path)} isDisabled={isDisabled} onChange={setExceptions} />
        {!isDisabled && (
          <Group align="flex-end" gap="sm">
            <DayInput label={t("schedules.exception_date")} w={200} minDate={today} value={date} onChange={setDate} />
            <Button variant="default" leftSection={<IconPlus size={16} />} disabled={date === null} onClick={() => { add(date ?? ""); setDate(null); }}>{t("schedules.add_exception")}</Button>
          </Group>
        )}
      </Stack>
    </Stack>
  );
}
