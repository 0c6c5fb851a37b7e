import { useState } from "react";
import { Button, SimpleGrid, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useScheduleOptions } from "@/api/options";
import type { Schedule } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { NowBadge } from "@/components/schedules/now-badge";
import { ScheduleNameFields, SchedulePeriods } from "@/components/schedules/schedule-fields";
import type { ScheduleValues } from "@/components/schedules/values";
import { WeekPreview } from "@/components/schedules/week-preview";
import { useScheduleWrites } from "@/components/schedules/writes";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { UsedBy } from "@/components/used-by";
import { useSchedule } from "@/features/schedules/api";
import { HolidaysFields } from "@/features/schedules/components/holidays-fields";
import { OverridePanel } from "@/features/schedules/components/override-panel";
import { ServiceNumber } from "@/features/schedules/components/service-number";
import { useMay, useSession } from "@/session/session";

const formValues = ({ name, comment, periods, country, works_on_holidays, exceptions, number }: Schedule): ScheduleValues =>
  ({ name, comment, periods, country, works_on_holidays, exceptions, number });

function ScheduleForm({ schedule, isDisabled }: { schedule: Schedule; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { update } = useScheduleWrites();
  const saved = useSaved();
  const zone = useSession().tenant?.timezone ?? "";
  const form = useForm<ScheduleValues>({ initialValues: formValues(schedule), validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const take = (next: ScheduleValues) => { form.setInitialValues(next); form.setValues(next); };
  const save = useSave(form, async (values) => {
    const before = formValues(schedule);
    take(formValues(await update(schedule.id, values)));
    saved({ title: t("schedules.saved", { name: values.name }), undo: async () => { take(formValues(await update(schedule.id, before))); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("schedules.about")}><ScheduleNameFields form={form} isDisabled={isDisabled} /></Section>
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: "start" }}>
        <Section title={t("schedules.periods")} text={t("schedules.periods_text")}><SchedulePeriods form={form} isDisabled={isDisabled} takenKeys={schedule.periods.map(({ key }) => key)} /></Section>
        <Section title={t("schedules.week")} text={t("schedules.week_text", { zone })}><WeekPreview periods={form.values.periods} /></Section>
      </SimpleGrid>
      <Section title={t("schedules.holidays")} text={isDisabled ? undefined : t("schedules.holidays_text")}><HolidaysFields form={form} isDisabled={isDisabled} /></Section>
      <Section title={t("schedules.service_number")}><ServiceNumber form={form} isDisabled={isDisabled} /></Section>
    </DetailForm>
  );
}

function ScheduleView({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useScheduleWrites();
  const saved = useSaved();
  const mayEdit = useMay("schedule.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useScheduleOptions().filter((option) => option.value !== schedule.id);
  return (
    <>
      <PageHeader
        title={schedule.name} badge={<NowBadge schedule={schedule} />} back={{ to: "/schedules", label: t("schedules.title") }}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <OverridePanel schedule={schedule} isDisabled={!mayEdit} />
        <ScheduleForm key={schedule.id} schedule={schedule} isDisabled={!mayEdit} />
        <Section title={t("schedules.used_by")}><UsedBy usages={schedule.used_by} empty={t("schedules.not_used")} /></Section>
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("schedules.delete_title", { name: schedule.name })} text={t("schedules.delete_text")} replacements={others.length > 0 ? others : undefined}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(schedule.id, query)}
          onDeleted={() => { saved({ title: t("schedules.deleted", { name: schedule.name }) }); void navigate({ to: "/schedules" }); }}
        />
      )}
    </>
  );
}

export default function SchedulePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useSchedule(id);
  return <QueryView query={query}>{(schedule) => <ScheduleView schedule={schedule} />}</QueryView>;
}
