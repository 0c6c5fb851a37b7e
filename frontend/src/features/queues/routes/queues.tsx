import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconPlus, IconTrash, IconUsersGroup } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Queue } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { useQueueWrites } from "@/components/queues/queues";
import { EmptyState } from "@/components/states";
import { useQueues } from "@/features/queues/api";
import { useMay } from "@/session/session";

const CreateQueue = lazily(() => import("@/components/queues/create-queue"));

function useColumns(): Column<Queue>[] {
  const { t } = useTranslation();
  return [
    { key: "name", title: t("queues.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/queues/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "number", title: t("queues.number"), orderBy: "number", width: 120, render: (row) => <span className="vpbx-numbers">{row.number}</span> },
    { key: "members", title: t("queues.members"), render: (row) => t("queues.member_count", { count: row.members.length }) },
    { key: "algorithm", title: t("queues.algorithm"), render: (row) => t(`queues.algorithm_${row.algorithm}`) },
    { key: "wait_seconds", title: t("queues.wait_seconds"), render: (row) => `${String(row.wait_seconds)} ${t("units.s")}` },
    { key: "ring_seconds", title: t("queues.ring_seconds"), isHiddenAtFirst: true, render: (row) => `${String(row.ring_seconds)} ${t("units.s")}` },
    { key: "description", title: t("queues.description"), render: (row) => <Text size="sm" lineClamp={2} maw={320}>{row.description || "—"}</Text> },
  ];
}

export default function QueuesPage() {
  const { t } = useTranslation();
  const list = useList({ name: "queues", ordering: "number" });
  const query = useQueues(list);
  const writes = useQueueWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("queue.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("queues.add")}</Button>;
  return (
    <>
      <PageHeader title={t("queues.title")} description={t("queues.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/queues/export/"
        onOpen={(row) => { void navigate({ to: `/queues/${row.id}` }); }}
        bulk={mayEdit ? {
          run: writes.bulk,
          actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("queues.delete_many", { count }) }],
        } : undefined}
        empty={<EmptyState icon={IconUsersGroup} title={t("queues.empty")} text={t("queues.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateQueue onClose={() => { setAdding(false); }} />}
    </>
  );
}
