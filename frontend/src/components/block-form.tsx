import "@mantine/dates/styles.css";
import "dayjs/locale/ru";
import { Alert, Radio, Stack, Textarea } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import type { UseFormReturnType } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export interface BlockValues {
  kind: "administrative" | "voluntary";
  starts_at: string | null;
  ends_at: string | null;
  reason: string;
  running_calls: "keep" | "hang_up";
}

export const NEW_BLOCK: BlockValues = { kind: "voluntary", starts_at: null, ends_at: null, reason: "", running_calls: "keep" };

/** The picker's text has no zone: it is the browser's. Absent moments are left out: from now, without end. */
export function blockBody(values: BlockValues) {
  const moment = (text: string | null) => (text === null ? undefined : new Date(text.replace(" ", "T")).toISOString());
  return { ...values, starts_at: moment(values.starts_at), ends_at: moment(values.ends_at) };
}

/** From, until, why, and what becomes of the calls that run; with the consequences spelled out. */
export function BlockFields({ form }: { form: UseFormReturnType<BlockValues> }) {
  const { t, i18n } = useTranslation();
  const ariaLabels = { previousMonth: t("calendar.previous_month"), nextMonth: t("calendar.next_month") };
  const dateProps = { ariaLabels, locale: i18n.language, valueFormat: "DD.MM.YYYY HH:mm", clearable: true, popoverProps: { withinPortal: true }, clearButtonProps: { "aria-label": t("table.clear_search") } };
  return (
    <Stack>
      <Alert color="yellow" variant="light" icon={<IconInfoCircle />} title={t("blocks.what_happens")}>{t(`blocks.effect_${form.values.kind}`)}</Alert>
      <DateTimePicker label={t("blocks.starts_at")} placeholder={t("blocks.now")} {...dateProps} {...form.getInputProps("starts_at")} />
      <DateTimePicker label={t("blocks.ends_at")} placeholder={t("blocks.no_end")} {...dateProps} {...form.getInputProps("ends_at")} />
      <Textarea label={t("blocks.reason")} description={t("blocks.reason_hint")} required autosize minRows={2} {...form.getInputProps("reason")} />
      <Radio.Group label={t("blocks.running_calls")} {...form.getInputProps("running_calls")}>
        <Stack gap="xs" mt="xs">
          <Radio value="keep" label={t("blocks.keep")} />
          <Radio value="hang_up" label={t("blocks.hang_up")} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}
