import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconHash, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Extension } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { PresenceBadge } from "@/components/presence-badge";
import { EmptyState } from "@/components/states";
import { useExtensions, useExtensionWrites } from "@/features/extensions/api";
import { useMay } from "@/session/session";

const CreateExtension = lazily(() => import("@/features/extensions/components/create-extension"));

function useColumns(): Column<Extension>[] {
  const { t } = useTranslation();
  return [
    { key: "number", title: t("extensions.number"), orderBy: "number", isMain: true, width: 120, render: (row) => <Anchor component={Link} to={`/extensions/${row.id}`} fw={650} className="vpbx-numbers">{row.number}</Anchor> },
    { key: "display_name", title: t("extensions.display_name"), orderBy: "display_name", render: (row) => row.display_name || <Text span c="dimmed" size="sm">—</Text> },
    { key: "employee", title: t("extensions.employee"), render: (row) => (row.employee ? <Anchor component={Link} to={`/employees/${row.employee.id}`}>{row.employee.name}</Anchor> : <Text span c="dimmed" size="sm">{t("extensions.nobody")}</Text>) },
    { key: "presence", title: t("extensions.presence"), render: (row) => <PresenceBadge number={row.number} logins={row.devices.map((device) => device.login)} /> },
    { key: "reach", title: t("extensions.reach"), render: (row) => t("extensions.reach_count", { count: row.reach.filter((entry) => entry.is_enabled).length }) },
    { key: "ring_order", title: t("reach.ring_order"), isHiddenAtFirst: true, render: (row) => t(`reach.${row.ring_order}`) },
    { key: "queues", title: t("extensions.queues"), render: (row) => row.queues.map((queue) => queue.number).join(", ") || "—" },
  ];
}

export default function ExtensionsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "extensions", ordering: "number" });
  const query = useExtensions(list);
  const writes = useExtensionWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("extension.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("extensions.add")}</Button>;
  return (
    <>
      <PageHeader title={t("extensions.title")} description={t("extensions.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.number}
        searchPlaceholder={t("extensions.search")} exportPath="/api/v1/extensions/export/"
        onOpen={(row) => { void navigate({ to: `/extensions/${row.id}` }); }}
        bulk={mayEdit ? {
          run: writes.bulk,
          actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("extensions.delete_many", { count }) }],
        } : undefined}
        empty={<EmptyState icon={IconHash} title={t("extensions.empty")} text={t("extensions.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateExtension onClose={() => { setAdding(false); }} />}
    </>
  );
}
