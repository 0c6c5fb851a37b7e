import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconCalendarTime, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schedule } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { NowBadge } from "@/components/schedules/now-badge";
import { rangeWords } from "@/components/schedules/week";
import { useScheduleWrites } from "@/components/schedules/writes";
import { EmptyState } from "@/components/states";
import { useSchedules } from "@/features/schedules/api";
import { useMay } from "@/session/session";

const CreateSchedule = lazily(() => import("@/components/schedules/create-schedule"));

/** How many ranges are said in the list. */
const SHOWN_RANGES = 2;

function useColumns(): Column<Schedule>[] {
  const { t } = useTranslation();
  const dayName = (day: number) => t(`times.day_${String(day)}`);
  const hours = ({ periods }: Schedule) => periods.map(({ name, ranges }) => {
    const shown = ranges.slice(0, SHOWN_RANGES).map((range) => rangeWords(range, dayName)).join("; ");
    return `${name}: ${shown}${ranges.length > SHOWN_RANGES ? "…" : ""}`;
  });
  return [
    { key: "name", title: t("schedules.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/schedules/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "now", title: t("schedules.now"), render: (row) => <NowBadge schedule={row} /> },
    { key: "next_change", title: t("schedules.next_change"), render: (row) => <Text size="sm" maw={280}>{row.next_change || t("schedules.never_changes")}</Text> },
    { key: "periods", title: t("schedules.periods"), render: (row) => <>{hours(row).map((line) => <Text key={line} size="sm" c="dimmed">{line}</Text>)}</> },
    { key: "number", title: t("schedules.number"), render: (row) => <span className="vpbx-numbers">{row.number || "—"}</span> },
    { key: "comment", title: t("schedules.comment"), isHiddenAtFirst: true, render: (row) => row.comment || "—" },
  ];
}

export default function SchedulesPage() {
  const { t } = useTranslation();
  const list = useList({ name: "schedules", ordering: "name" });
  const query = useSchedules(list);
  const { bulk } = useScheduleWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("schedule.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("schedules.add")}</Button>;
  return (
    <>
      <PageHeader title={t("schedules.title")} description={t("schedules.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/schedules/export/" onOpen={(row) => { void navigate({ to: `/schedules/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("schedules.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconCalendarTime} title={t("schedules.empty")} text={t("schedules.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateSchedule onClose={() => { setAdding(false); }} />}
    </>
  );
}
