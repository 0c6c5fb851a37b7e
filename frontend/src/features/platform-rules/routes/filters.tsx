import { useState } from "react";
import { ActionIcon, Anchor, Button, Group, Text } from "@mantine/core";
import { IconArrowDownLeft, IconArrowUpRight, IconFilterOff, IconPlayerPlay, IconPlayerStop, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PlatformFilter } from "@/api/types";
import ConfirmDialog from "@/components/confirm-dialog";
import { DataTable } from "@/components/data-table/data-table";
import type { Bulk, Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { Hint } from "@/components/hint";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { EmptyState } from "@/components/states";
import { StatusBadge } from "@/components/status-badge";
import { useTellProblem } from "@/components/tell-problem";
import { filterValues, NEW_FILTER, usePlatformFilters, usePlatformFilterWrites, type FilterValues } from "@/features/platform-rules/api";
import { useMay } from "@/session/session";

const FilterEditor = lazily(() => import("@/features/platform-rules/components/filter-editor"));

const FILTER_KEYS = ["direction", "is_enabled"];

function Patterns({ values }: { values: string[] }) {
  const { t } = useTranslation();
  return values.length === 0 ? t("patterns.any_short") : <Text span size="sm" ff="monospace" style={{ overflowWrap: "anywhere" }}>{values.join("  ")}</Text>;
}

function Direction({ direction }: { direction: PlatformFilter["direction"] }) {
  const { t } = useTranslation();
  const Icon = direction === "in" ? IconArrowDownLeft : IconArrowUpRight;
  return <Group gap={6} wrap="nowrap"><Icon size={16} aria-hidden /><Text span size="sm">{t(`platform_rules.direction_${direction}`)}</Text></Group>;
}

interface ColumnActions {
  onEdit: (row: PlatformFilter) => void;
  onDelete?: (row: PlatformFilter) => void;
}

function useColumns({ onEdit, onDelete }: ColumnActions): Column<PlatformFilter>[] {
  const { t } = useTranslation();
  const tail: Column<PlatformFilter> = {
    key: "delete", title: "", width: 60, render: (row) => <Hint label={t("common.delete")}><ActionIcon aria-label={t("routes.delete", { name: row.name })} onClick={() => { onDelete?.(row); }}><IconTrash size={18} /></ActionIcon></Hint>,
  };
  return [
    { key: "name", title: t("routes.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component="button" type="button" fw={600} c="inherit" ta="left" onClick={() => { onEdit(row); }}>{row.name}</Anchor> },
    { key: "direction", title: t("platform_rules.direction"), orderBy: "direction", width: 150, render: (row) => <Direction direction={row.direction} /> },
    { key: "called", title: t("routes.called"), render: (row) => <Patterns values={row.called} /> },
    { key: "calling", title: t("routes.calling"), render: (row) => <Patterns values={row.calling} /> },
    { key: "is_enabled", title: t("platform_rules.state"), width: 130, render: (row) => <StatusBadge tone={row.is_enabled ? "good" : "idle"}>{t(`platform_rules.is_enabled_${String(row.is_enabled)}`)}</StatusBadge> },
    { key: "comment", title: t("lines.comment"), isHiddenAtFirst: true, render: (row) => row.comment || "—" },
    ...(onDelete ? [tail] : []),
  ];
}

function useBulk(): Bulk {
  const { t } = useTranslation();
  const { bulk } = usePlatformFilterWrites();
  return {
    run: bulk,
    actions: [
      { name: "enable", label: t("lines.enable"), icon: IconPlayerPlay },
      { name: "disable", label: t("lines.disable"), icon: IconPlayerStop },
      { name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("platform_rules.delete_many", { count }) },
    ],
  };
}

/** Calls that no company may make or get, whatever its own rules say (000: system-wide filters). */
export default function PlatformFiltersPage() {
  const { t } = useTranslation();
  const list = useList({ name: "platform-filters", filterKeys: FILTER_KEYS, ordering: "name" });
  const query = usePlatformFilters(list);
  const writes = usePlatformFilterWrites();
  const saved = useSaved();
  const tell = useTellProblem();
  const mayEdit = useMay("platform.edit");
  const [edited, setEdited] = useState<PlatformFilter | "new" | null>(null);
  const [asked, setAsked] = useState<PlatformFilter | null>(null);
  const columns = useColumns({ onEdit: setEdited, onDelete: mayEdit ? setAsked : undefined });
  const bulk = useBulk();
  const filters: Filter[] = [
    { key: "direction", label: t("platform_rules.direction"), kind: "select", options: ["out", "in"].map((value) => ({ value, label: t(`platform_rules.direction_${value}`) })) },
    { key: "is_enabled", label: t("platform_rules.state"), kind: "select", options: ["true", "false"].map((value) => ({ value, label: t(`platform_rules.is_enabled_${value}`) })) },
  ];
  const submit = async (values: FilterValues) => {
    if (edited === "new" || edited === null) {
      const made = await writes.create(values);
      saved({ title: t("platform_rules.filter_saved", { name: values.name }), undo: () => writes.remove(made.id) });
    } else {
      const before = filterValues(edited);
      await writes.update(edited.id, values);
      saved({ title: t("platform_rules.filter_saved", { name: values.name }), undo: () => writes.update(edited.id, before) });
    }
  };
  const remove = (row: PlatformFilter) => {
    writes.remove(row.id).then(() => { saved({ title: t("platform_rules.filter_deleted", { name: row.name }), undo: () => writes.create(filterValues(row)) }); }, tell);
  };
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setEdited("new"); }}>{t("platform_rules.add_filter")}</Button>;
  return (
    <>
      <PageHeader title={t("platform_rules.filters")} description={t("platform_rules.filters_text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/platform/filters/export/" bulk={mayEdit ? bulk : undefined}
        onOpen={mayEdit ? setEdited : undefined} empty={<EmptyState icon={IconFilterOff} title={t("platform_rules.no_filters")} text={t("platform_rules.no_filters_text")} action={mayEdit ? add : undefined} />}
      />
      {edited !== null && (
        <FilterEditor
          title={edited === "new" ? t("platform_rules.add_filter") : edited.name} initial={edited === "new" ? NEW_FILTER : filterValues(edited)} isNew={edited === "new"} submit={submit} onClose={() => { setEdited(null); }}
        />
      )}
      {asked && <ConfirmDialog title={t("routes.delete_title", { name: asked.name })} text={t("platform_rules.delete_text")} action={t("common.delete")} color="red" onConfirm={() => { remove(asked); }} onClose={() => { setAsked(null); }} />}
    </>
  );
}
