import "@mantine/dates/styles.css";
import "dayjs/locale/ru";
import { DatePickerInput, DateTimePicker, type DatePickerInputProps, type DateTimePickerProps } from "@mantine/dates";
import { useTranslation } from "react-i18next";

/** Day and time of day, as a clock text; whose clock it is, the form decides. */
export function MomentInput(props: DateTimePickerProps) {
  const { t, i18n } = useTranslation();
  return (
    <DateTimePicker
      ariaLabels={{ previousMonth: t("calendar.previous_month"), nextMonth: t("calendar.next_month") }} locale={i18n.language} valueFormat="DD.MM.YYYY HH:mm" clearable
      popoverProps={{ withinPortal: true }} clearButtonProps={{ "aria-label": t("table.clear_search") }} {...props}
    />
  );
}

/** A day, as YYYY-MM-DD. */
export function DayInput(props: DatePickerInputProps) {
  const { t, i18n } = useTranslation();
  return (
    <DatePickerInput
      ariaLabels={{ previousMonth: t("calendar.previous_month"), nextMonth: t("calendar.next_month") }} locale={i18n.language} valueFormat="DD.MM.YYYY" placeholder={t("calendar.day")} clearable
      popoverProps={{ withinPortal: true }} clearButtonProps={{ "aria-label": t("table.clear_search") }} {...props}
    />
  );
}
