import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop, IconPlugConnected, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Trunk } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Bulk, Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { LineStateView } from "@/components/outside/line-state";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useTrunks, useTrunkWrites } from "@/features/trunks/api";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const CreateTrunk = lazily(() => import("@/features/trunks/components/create-trunk"));

const FILTER_KEYS = ["is_enabled"];

function useColumns(): Column<Trunk>[] {
  const { t } = useTranslation();
  return [
    {
      key: "title", title: t("lines.title_field"), orderBy: "title", isMain: true, render: (row) => (
        <div><Anchor component={Link} to={`/trunks/${row.id}`} fw={600} c="inherit">{row.title || row.name}</Anchor><Text size="xs" c="dimmed" ff="monospace">{row.name}</Text></div>
      ),
    },
    { key: "state", title: t("lines.state"), render: (row) => <LineStateView line={row} /> },
    { key: "addresses", title: t("lines.addresses"), render: (row) => row.addresses.map((address) => <Text key={address} size="sm" truncate maw={220} title={address}>{address}</Text>) },
    { key: "login", title: t("lines.login"), render: (row) => (row.registers ? row.login : <Text span size="sm" c="dimmed">{t("lines.without_account")}</Text>) },
    { key: "number", title: t("lines.number"), render: (row) => <span className="vpbx-numbers" style={{ whiteSpace: "nowrap" }}>{formatPhone(row.number) || "—"}</span> },
    { key: "calls", title: t("lines.calls"), align: "right", width: 110, render: (row) => <span className="vpbx-numbers">{row.calls ?? "—"}{row.limits.channels > 0 && ` / ${String(row.limits.channels)}`}</span> },
    { key: "is_internal", title: t("lines.kind"), isHiddenAtFirst: true, render: (row) => t(row.is_internal ? "lines.kind_pbx" : "lines.kind_provider") },
    { key: "comment", title: t("lines.comment"), isHiddenAtFirst: true, render: (row) => row.comment || "—" },
  ];
}

function useBulk(): Bulk {
  const { t } = useTranslation();
  const { bulk } = useTrunkWrites();
  return {
    run: bulk,
    actions: [
      { name: "enable", label: t("lines.enable"), icon: IconPlayerPlay },
      { name: "disable", label: t("lines.disable"), icon: IconPlayerStop, confirm: (count) => t("trunks.disable_many", { count }) },
      { name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("trunks.delete_many", { count }) },
    ],
  };
}

export default function TrunksPage() {
  const { t } = useTranslation();
  const list = useList({ name: "trunks", filterKeys: FILTER_KEYS, ordering: "title" });
  const query = useTrunks(list);
  const navigate = useNavigate();
  const mayEdit = useMay("outside.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const bulk = useBulk();
  const filters: Filter[] = [{ key: "is_enabled", label: t("lines.is_enabled"), kind: "select", options: ["true", "false"].map((value) => ({ value, label: t(`lines.is_enabled_${value}`) })) }];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("trunks.add")}</Button>;
  return (
    <>
      <PageHeader title={t("trunks.title")} description={t("trunks.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.title || row.name} searchPlaceholder={t("lines.search")}
        exportPath="/api/v1/trunks/export/" onOpen={(row) => { void navigate({ to: `/trunks/${row.id}` }); }} bulk={mayEdit ? bulk : undefined}
        empty={<EmptyState icon={IconPlugConnected} title={t("trunks.empty")} text={t("trunks.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateTrunk onClose={() => { setAdding(false); }} />}
    </>
  );
}
