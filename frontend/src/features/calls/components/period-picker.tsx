import "@mantine/dates/styles.css";
import "dayjs/locale/ru";
import { useEffect, useRef } from "react";
import { DatePickerInput, type DatesRangeValue } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import type { PeriodProps } from "@/features/calls/components/period-button";
import { periodOf, rangeOf } from "@/lib/period";
import { useSession } from "@/session/session";

const day = (back: number) => dayjs().subtract(back, "day").format("YYYY-MM-DD");

/** Days of the company's zone; the API is asked by moments. */
export default function PeriodPicker({ list }: PeriodProps) {
  const { t, i18n } = useTranslation();
  const input = useRef<HTMLButtonElement>(null);
  useEffect(() => { input.current?.click(); }, []); // it was pressed before it came
  const zone = useSession().tenant?.timezone ?? "UTC";
  const change = ([from, to]: DatesRangeValue<string>) => {
    if ((from === null) === (to === null)) list.setFilters(periodOf(from, to, zone));
  };
  const presets = [
    { value: [day(0), day(0)] as [string, string], label: t("calls.today") },
    { value: [day(1), day(1)] as [string, string], label: t("calls.yesterday") },
    { value: [day(6), day(0)] as [string, string], label: t("calls.week") },
    { value: [day(29), day(0)] as [string, string], label: t("calls.month") },
  ];
  return (
    <DatePickerInput
      ref={input} key={`${list.filters.since ?? ""}${list.filters.until ?? ""}`} type="range" allowSingleDateInRange clearable locale={i18n.language} valueFormat="D MMM" leftSection={<IconCalendar size={16} />}
      placeholder={t("calls.any_period")} aria-label={t("calls.period")} defaultValue={rangeOf(list.filters, zone)} onChange={change} presets={presets} w={210}
      ariaLabels={{ previousMonth: t("calendar.previous_month"), nextMonth: t("calendar.next_month") }}
      clearButtonProps={{ "aria-label": t("table.clear_search") }}
    />
  );
}
