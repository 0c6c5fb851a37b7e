import { InputBase, type InputBaseProps } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ListState } from "@/components/data-table/use-list";
import { rangeOf } from "@/lib/period";
import { useFormatsIn } from "@/lib/format";
import { useSession } from "@/session/session";

export interface PeriodProps {
  list: ListState;
}

/** The chosen days, in place of the calendar until it is wanted. */
export function PeriodButton({ list, ...others }: PeriodProps & InputBaseProps) {
  const { t } = useTranslation();
  const formats = useFormatsIn("UTC");
  const days = rangeOf(list.filters, useSession().tenant?.timezone ?? "UTC").filter((day) => day !== null).map((day) => formats.day(`${day}T00:00:00Z`));
  const text = [...new Set(days)].join(" – ");
  return (
    <InputBase component="button" type="button" pointer leftSection={<IconCalendar size={16} />} aria-label={t("calls.period")} w={210} {...others}>
      {text === "" ? <span style={{ color: "var(--mantine-color-placeholder)" }}>{t("calls.any_period")}</span> : text}
    </InputBase>
  );
}
