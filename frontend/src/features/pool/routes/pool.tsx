import { useState } from "react";
import { Anchor, Badge, Button, Group, Text } from "@mantine/core";
import { IconArrowBackUp, IconBuildingSkyscraper, IconHash, IconPlayerPause, IconPlayerPlay, IconPlus, IconTrash, IconUpload } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCarrierOptions, useCompanyOptions } from "@/api/options";
import type { PoolNumber } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Bulk, Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { EmergencyWarning } from "@/components/outside/emergency-warning";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { usePool, usePoolWrites } from "@/features/pool/api";
import { NUMBER_STATES, NumberState } from "@/features/pool/components/number-state";
import { useFormats } from "@/lib/format";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const CreateNumber = lazily(() => import("@/features/pool/components/create-number"));
const GiveDialog = lazily(() => import("@/features/pool/components/give-dialog"));

const FILTER_KEYS = ["state", "carrier", "tenant", "region", "tag"];

/** By what a number arrives: a carrier of the platform, or a line of the company's own. */
function LineOf({ number: { carrier, line } }: { number: PoolNumber }) {
  const { t } = useTranslation();
  return carrier ? <>{carrier.title || carrier.name}</> : <Text span size="sm" c="dimmed">{t("pool.own_line", { name: line.split(":")[1] ?? line })}</Text>;
}

function useColumns(): Column<PoolNumber>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    { key: "number", title: t("pool.number"), orderBy: "number", isMain: true, width: 190, render: (row) => <Anchor component={Link} to={`/platform/phone-numbers/${row.id}`} fw={600} c="inherit" className="vpbx-numbers">{formatPhone(row.number)}</Anchor> },
    { key: "state", title: t("pool.state"), orderBy: "state", render: (row) => <NumberState number={row} /> },
    { key: "tenant", title: t("pool.tenant"), orderBy: "tenant", render: ({ tenant }) => (tenant ? <Anchor component={Link} to={`/platform/companies/${tenant.code}`}>{tenant.name}</Anchor> : "—") },
    { key: "carrier", title: t("pool.carrier"), orderBy: "carrier", render: (row) => <LineOf number={row} /> },
    { key: "region", title: t("pool.region"), orderBy: "region", render: (row) => row.region || "—" },
    { key: "tags", title: t("pool.tags"), render: (row) => (row.tags.length === 0 ? "—" : <Group gap={4}>{row.tags.map((tag) => <Badge key={tag} size="sm" variant="light" color="gray">{tag}</Badge>)}</Group>) },
    { key: "comment", title: t("lines.comment"), isHiddenAtFirst: true, render: (row) => row.comment || "—" },
    { key: "created_at", title: t("pool.created_at"), orderBy: "created_at", isHiddenAtFirst: true, render: (row) => formats.date(row.created_at) },
  ];
}

function useBulk(): Bulk {
  const { t } = useTranslation();
  const { bulk } = usePoolWrites();
  return {
    run: bulk,
    actions: [
      {
        name: "give", label: t("pool.give"), icon: IconBuildingSkyscraper, dialog: ({ count, onConfirm, onClose }) => (
          <GiveDialog title={t("pool.give_many", { count })} give={(tenant) => { onConfirm({ tenant }); return Promise.resolve(); }} onClose={onClose} />
        ),
      },
      { name: "take_back", label: t("pool.take_back"), icon: IconArrowBackUp, confirm: (count) => t("pool.take_back_many", { count }) },
      { name: "quarantine", label: t("pool.rest"), icon: IconPlayerPause, confirm: (count) => t("pool.rest_many", { count }) },
      { name: "release", label: t("pool.release"), icon: IconPlayerPlay },
      { name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("pool.delete_many", { count }) },
    ],
  };
}

function useFilters(): Filter[] {
  const { t } = useTranslation();
  return [
    { key: "state", label: t("pool.state"), kind: "select", options: NUMBER_STATES.map((value) => ({ value, label: t(`pool.state_${value}`) })) },
    { key: "carrier", label: t("pool.carrier"), kind: "select", options: useCarrierOptions() },
    { key: "tenant", label: t("pool.tenant"), kind: "select", options: useCompanyOptions() },
    { key: "region", label: t("pool.region"), kind: "text" },
    { key: "tag", label: t("pool.tag"), kind: "text" },
  ];
}

/** All outside numbers of the platform: who has them, which are free, which rest. */
export default function PoolPage() {
  const { t } = useTranslation();
  const list = useList({ name: "pool", filterKeys: FILTER_KEYS, ordering: "number" });
  const query = usePool(list);
  const navigate = useNavigate();
  const mayEdit = useMay("platform.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const bulk = useBulk();
  const filters = useFilters();
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("pool.add")}</Button>;
  return (
    <>
      <PageHeader
        title={t("pool.title")} description={t("pool.text")}
        actions={mayEdit && <><Button variant="default" component={Link} to="/platform/phone-numbers/import" leftSection={<IconUpload size={16} />}>{t("pool.import")}</Button>{add}</>}
      />
      <EmergencyWarning />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => formatPhone(row.number)} searchPlaceholder={t("pool.search")}
        exportPath="/api/v1/platform/phone-numbers/export/" onOpen={(row) => { void navigate({ to: `/platform/phone-numbers/${row.id}` }); }} bulk={mayEdit ? bulk : undefined}
        empty={<EmptyState icon={IconHash} title={t("pool.empty")} text={t("pool.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateNumber onClose={() => { setAdding(false); }} />}
    </>
  );
}
