import { useState } from "react";
import { Anchor, Badge, Button, Text } from "@mantine/core";
import { IconListNumbers, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NumberList } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useListWrites, useNumberLists } from "@/features/number-lists/api";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const CreateList = lazily(() => import("@/features/number-lists/components/create-list"));

export default function NumberListsPage() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const list = useList({ name: "number-lists", ordering: "name" });
  const query = useNumberLists(list);
  const { bulk } = useListWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("outside.edit");
  const [isAdding, setAdding] = useState(false);
  const columns: Column<NumberList>[] = [
    { key: "name", title: t("lists.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/number-lists/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "size", title: t("lists.size"), align: "right", width: 130, render: (row) => <span className="vpbx-numbers">{row.size.toLocaleString(i18n.language)}</span> },
    { key: "blocks_callers", title: t("lists.use"), render: (row) => (row.blocks_callers ? <Badge color="red" variant="light">{t("lists.blocks")}</Badge> : <Text span size="sm" c="dimmed">{t("lists.for_rules")}</Text>) },
    { key: "updated_at", title: t("lists.updated_at"), render: (row) => formats.moment(row.updated_at) },
    { key: "comment", title: t("lines.comment"), render: (row) => row.comment || "—" },
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("lists.add")}</Button>;
  return (
    <>
      <PageHeader title={t("lists.title")} description={t("lists.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/number-lists/export/" onOpen={(row) => { void navigate({ to: `/number-lists/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("lists.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconListNumbers} title={t("lists.empty")} text={t("lists.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateList onClose={() => { setAdding(false); }} />}
    </>
  );
}
