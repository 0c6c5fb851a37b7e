import { Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schedule } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { ScheduleNameFields, SchedulePeriods } from "@/components/schedules/schedule-fields";
import { newSchedule, type ScheduleValues } from "@/components/schedules/values";
import { WeekPreview } from "@/components/schedules/week-preview";
import { useScheduleWrites } from "@/components/schedules/writes";

interface CreateScheduleProps {
  onClose: () => void;
  /** Takes the new schedule where it is needed; absent, its own page is opened. */
  onCreated?: (made: Schedule) => void;
}

/** The usual week; holidays and own dates are on the schedule's page. */
export default function CreateSchedule({ onClose, onCreated }: CreateScheduleProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create, remove } = useScheduleWrites();
  const saved = useSaved();
  const form = useForm<ScheduleValues>({
    initialValues: newSchedule(t("schedules.period_example")),
    validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) },
  });
  const save = useSave(form, async (values) => {
    const made = await create(values);
    form.resetDirty(values);
    if (onCreated) { onCreated(made); onClose(); return; }
    saved({ title: t("schedules.added", { name: made.name }), undo: () => remove(made.id, { force: true }) });
    onClose();
    await navigate({ to: `/schedules/${made.id}` });
  });
  return (
    <FormDrawer title={t("schedules.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <ScheduleNameFields form={form} isDisabled={false} />
      <Text fw={600}>{t("schedules.periods")}</Text>
      <SchedulePeriods form={form} isDisabled={false} />
      <Text fw={600}>{t("schedules.week")}</Text>
      <WeekPreview periods={form.values.periods} />
    </FormDrawer>
  );
}
