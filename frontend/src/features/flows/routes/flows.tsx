import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconPlus, IconSitemap, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useFlows, useFlowWrites, type Flow } from "@/features/flows/api";
import { FlowMenu } from "@/features/flows/components/flow-menu";
import { FlowState } from "@/features/flows/components/flow-state";
import { LoadFlow } from "@/features/flows/components/load-flow";
import { useFormats } from "@/lib/format";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const CreateFlow = lazily(() => import("@/features/flows/components/create-flow"));

function useColumns(mayEdit: boolean): Column<Flow>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    { key: "name", title: t("flows.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/flows/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "state", title: t("flows.state"), render: (row) => <FlowState version={row.published_version} hasChanges={row.has_changes} problems={row.problems} /> },
    { key: "numbers", title: t("flows.numbers"), render: (row) => <span className="vpbx-numbers">{row.numbers.map(formatPhone).join(", ") || "—"}</span> },
    { key: "published_at", title: t("flows.published_at"), render: (row) => (row.published_at === null ? "—" : <Text size="sm">{formats.moment(row.published_at)}<Text span c="dimmed" size="sm"> {row.published_by}</Text></Text>) },
    { key: "description", title: t("flows.description"), isHiddenAtFirst: true, render: (row) => <Text size="sm" lineClamp={2} maw={320}>{row.description || "—"}</Text> },
    { key: "menu", title: t("flows.actions"), align: "right", width: 96, render: (row) => <FlowMenu flow={row} mayEdit={mayEdit} /> },
  ];
}

export default function FlowsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "flows", ordering: "name" });
  const query = useFlows(list);
  const { bulk } = useFlowWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("flow.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns(mayEdit);
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("flows.add")}</Button>;
  return (
    <>
      <PageHeader title={t("flows.title")} description={t("flows.text")} actions={mayEdit && <><LoadFlow />{add}</>} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/flows/export/" onOpen={(row) => { void navigate({ to: `/flows/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("flows.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconSitemap} title={t("flows.empty")} text={t("flows.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateFlow onClose={() => { setAdding(false); }} />}
    </>
  );
}
