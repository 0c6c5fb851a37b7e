import { useState } from "react";
import { ActionIcon, Anchor, Button, Menu, Text } from "@mantine/core";
import { IconCopy, IconDots, IconPlus, IconSitemap, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { DeleteDialog } from "@/components/delete-dialog";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { EmptyState } from "@/components/states";
import { useTellProblem } from "@/components/tell-problem";
import { useFlows, useFlowWrites, type Flow } from "@/features/flows/api";
import { FlowState } from "@/features/flows/components/flow-state";
import { useFormats } from "@/lib/format";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const CreateFlow = lazily(() => import("@/features/flows/components/create-flow"));

interface RowMenuProps {
  flow: Flow;
  onDelete: () => void;
}

function RowMenu({ flow, onDelete }: RowMenuProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTellProblem();
  const { copy } = useFlowWrites();
  const runCopy = () => { copy(flow.id).then((made) => navigate({ to: `/flows/${made.id}` }), tell); };
  return (
    <Menu withinPortal position="bottom-end">
      <Menu.Target><ActionIcon aria-label={t("flows.actions_of", { name: flow.name })} onClick={(event) => { event.stopPropagation(); }}><IconDots size={18} /></ActionIcon></Menu.Target>
      <Menu.Dropdown onClick={(event) => { event.stopPropagation(); }}>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={runCopy}>{t("flows.copy")}</Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={onDelete}>{t("common.delete")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useColumns(mayEdit: boolean, onDelete: (flow: Flow) => void): Column<Flow>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const columns: Column<Flow>[] = [
    { key: "name", title: t("flows.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/flows/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "state", title: t("flows.state"), render: (row) => <FlowState version={row.published_version} hasChanges={row.has_changes} problems={row.problems} /> },
    { key: "numbers", title: t("flows.numbers"), render: (row) => <span className="vpbx-numbers">{row.numbers.map(formatPhone).join(", ") || "—"}</span> },
    { key: "published_at", title: t("flows.published_at"), render: (row) => (row.published_at === null ? "—" : <Text size="sm">{formats.moment(row.published_at)}<Text span c="dimmed" size="sm"> {row.published_by}</Text></Text>) },
    { key: "description", title: t("flows.description"), isHiddenAtFirst: true, render: (row) => <Text size="sm" lineClamp={2} maw={320}>{row.description || "—"}</Text> },
  ];
  const menu: Column<Flow> = { key: "menu", title: "", align: "right", width: 56, render: (row) => <RowMenu flow={row} onDelete={() => { onDelete(row); }} /> };
  return mayEdit ? [...columns, menu] : columns;
}

export default function FlowsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "flows", ordering: "name" });
  const query = useFlows(list);
  const { bulk, remove } = useFlowWrites();
  const saved = useSaved();
  const navigate = useNavigate();
  const mayEdit = useMay("flow.edit");
  const [isAdding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Flow | null>(null);
  const columns = useColumns(mayEdit, setDeleting);
  const others = (query.data?.results ?? []).filter(({ id }) => id !== deleting?.id).map(({ id, name }) => ({ value: id, label: name }));
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("flows.add")}</Button>;
  return (
    <>
      <PageHeader title={t("flows.title")} description={t("flows.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/flows/export/" onOpen={(row) => { void navigate({ to: `/flows/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("flows.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconSitemap} title={t("flows.empty")} text={t("flows.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateFlow onClose={() => { setAdding(false); }} />}
      {deleting && (
        <DeleteDialog
          title={t("flows.delete_title", { name: deleting.name })} text={t("flows.delete_text")} replacements={others.length > 0 ? others : undefined} onClose={() => { setDeleting(null); }}
          remove={(deleteQuery) => remove(deleting.id, deleteQuery)} onDeleted={() => { saved({ title: t("flows.deleted", { name: deleting.name }) }); }}
        />
      )}
    </>
  );
}
