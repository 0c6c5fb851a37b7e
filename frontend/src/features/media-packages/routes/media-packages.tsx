import { useState } from "react";
import { Anchor, Button } from "@mantine/core";
import { IconPlaylist, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MediaPackage } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useMediaPackages, usePackageWrites } from "@/features/media-packages/api";
import { DefaultStar } from "@/features/media-packages/components/default-star";
import { useMay } from "@/session/session";

const CreatePackage = lazily(() => import("@/features/media-packages/components/create-package"));

export default function MediaPackagesPage() {
  const { t } = useTranslation();
  const list = useList({ name: "media-packages", ordering: "name" });
  const query = useMediaPackages(list);
  const { bulk } = usePackageWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("media.edit");
  const [isAdding, setAdding] = useState(false);
  const columns: Column<MediaPackage>[] = [
    { key: "name", title: t("music.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/media-packages/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "is_default", title: t("music.default"), width: 130, render: (row) => <DefaultStar row={row} isDisabled={!mayEdit} /> },
    { key: "files", title: t("music.files"), render: (row) => t("music.file_count", { count: row.files.length }) },
    { key: "order", title: t("music.order"), render: (row) => t(row.order === "random" ? "music.random" : "music.in_order") },
    { key: "comment", title: t("music.comment"), render: (row) => row.comment || "—" },
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("music.add")}</Button>;
  return (
    <>
      <PageHeader title={t("music.title")} description={t("music.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/media-packages/export/" onOpen={(row) => { void navigate({ to: `/media-packages/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("music.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconPlaylist} title={t("music.empty")} text={t("music.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreatePackage onClose={() => { setAdding(false); }} />}
    </>
  );
}
