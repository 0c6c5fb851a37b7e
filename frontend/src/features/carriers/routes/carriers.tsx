import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconBuildingBroadcastTower, IconPlayerPlay, IconPlayerStop, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Carrier } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Bulk, Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { EmergencyWarning } from "@/components/outside/emergency-warning";
import { LINE_STATES, LineStateView } from "@/components/outside/line-state";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useCarriers, useCarrierWrites } from "@/features/carriers/api";
import { CarrierRole } from "@/features/carriers/components/carrier-role";
import { useMay } from "@/session/session";

const CreateCarrier = lazily(() => import("@/features/carriers/components/create-carrier"));

const FILTER_KEYS = ["state", "registers"];

function useColumns(): Column<Carrier>[] {
  const { t } = useTranslation();
  return [
    {
      key: "title", title: t("lines.title_field"), orderBy: "title", isMain: true, render: (row) => (
        <div><Anchor component={Link} to={`/platform/carriers/${row.id}`} fw={600} c="inherit">{row.title || row.name}</Anchor><Text size="xs" c="dimmed" ff="monospace">{row.name}</Text></div>
      ),
    },
    { key: "state", title: t("lines.state"), render: (row) => <LineStateView line={row} /> },
    { key: "addresses", title: t("lines.addresses"), render: (row) => row.addresses.map((address) => <Text key={address} size="sm">{address}</Text>) },
    { key: "login", title: t("lines.login"), render: (row) => (row.registers ? row.login : <Text span size="sm" c="dimmed">{t("lines.without_account")}</Text>) },
    { key: "calls", title: t("lines.calls"), align: "right", width: 110, render: (row) => <span className="vpbx-numbers">{row.calls ?? "—"}{row.limits.channels > 0 && ` / ${String(row.limits.channels)}`}</span> },
    {
      key: "numbers", title: t("carriers.numbers"), orderBy: "numbers", align: "right", width: 120, render: (row) => (
        <Anchor component={Link} to="/platform/phone-numbers" search={{ carrier: row.name } as never} className="vpbx-numbers">{row.numbers}</Anchor>
      ),
    },
    { key: "role", title: t("carriers.role"), render: (row) => (row.is_default || row.emergency_order !== null ? <CarrierRole carrier={row} /> : "—") },
    { key: "comment", title: t("lines.comment"), isHiddenAtFirst: true, render: (row) => row.comment || "—" },
  ];
}

function useBulk(): Bulk {
  const { t } = useTranslation();
  const { bulk } = useCarrierWrites();
  return {
    run: bulk,
    actions: [
      { name: "enable", label: t("lines.enable"), icon: IconPlayerPlay },
      { name: "disable", label: t("lines.disable"), icon: IconPlayerStop, confirm: (count) => t("carriers.disable_many", { count }) },
      { name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("carriers.delete_many", { count }) },
    ],
  };
}

/** Lines of the operator to other networks: they serve all companies. */
export default function CarriersPage() {
  const { t } = useTranslation();
  const list = useList({ name: "carriers", filterKeys: FILTER_KEYS, ordering: "title" });
  const query = useCarriers(list);
  const navigate = useNavigate();
  const mayEdit = useMay("platform.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const bulk = useBulk();
  const filters: Filter[] = [
    { key: "state", label: t("lines.state"), kind: "select", options: LINE_STATES.map((value) => ({ value, label: t(`lines.state_${value}`) })) },
    { key: "registers", label: t("lines.preset"), kind: "select", options: [{ value: "true", label: t("lines.preset_account") }, { value: "false", label: t("lines.preset_address") }] },
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("carriers.add")}</Button>;
  return (
    <>
      <PageHeader title={t("carriers.title")} description={t("carriers.text")} actions={mayEdit && add} />
      <EmergencyWarning />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.title || row.name} searchPlaceholder={t("lines.search")}
        exportPath="/api/v1/platform/carriers/export/" onOpen={(row) => { void navigate({ to: `/platform/carriers/${row.id}` }); }} bulk={mayEdit ? bulk : undefined}
        empty={<EmptyState icon={IconBuildingBroadcastTower} title={t("carriers.empty")} text={t("carriers.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateCarrier onClose={() => { setAdding(false); }} />}
    </>
  );
}
