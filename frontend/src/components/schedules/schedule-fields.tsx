import { Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { PeriodList } from "@/components/schedules/period-list";
import type { ScheduleValues } from "@/components/schedules/values";

interface ScheduleFieldsProps {
  form: UseFormReturnType<ScheduleValues>;
  isDisabled: boolean;
  takenKeys?: string[];
}

export function ScheduleNameFields({ form, isDisabled }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <TextInput label={t("schedules.name")} placeholder={t("schedules.name_example")} required maw={480} disabled={isDisabled} {...form.getInputProps("name")} />
      <TextInput label={t("schedules.comment")} maw={720} disabled={isDisabled} {...form.getInputProps("comment")} />
    </Stack>
  );
}

/** The first refusal that is about this input or something inside it. */
export function problemIn(errors: UseFormReturnType<ScheduleValues>["errors"], path: string): React.ReactNode {
  return Object.entries(errors).find(([key]) => key === path || key.startsWith(`${path}.`))?.[1];
}

export function SchedulePeriods({ form, isDisabled, takenKeys }: ScheduleFieldsProps) {
  return (
    <PeriodList
      periods={form.values.periods} takenKeys={takenKeys} isDisabled={isDisabled} errorAt={(path) => problemIn(form.errors, path)}
      onChange={(periods) => { form.setFieldValue("periods", periods); }}
    />
  );
}
