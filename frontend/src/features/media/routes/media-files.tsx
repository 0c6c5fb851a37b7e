import { useState } from "react";
import { Anchor, Box, Button } from "@mantine/core";
import { IconMusic, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MediaFile } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { MediaPlayer } from "@/components/media/media-player";
import { useMediaWrites } from "@/components/media/writes";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useMediaFiles } from "@/features/media/api";
import { LANGUAGES } from "@/i18n";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const CreateMediaFile = lazily(() => import("@/components/media/create-media-file"));

const SOURCES = ["upload", "microphone", "speech"];
const FILTER_KEYS = ["source", "language"];
const LANGUAGE_NAMES: Record<string, string> = LANGUAGES;

export default function MediaFilesPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const list = useList({ name: "media-files", ordering: "name", filterKeys: FILTER_KEYS });
  const query = useMediaFiles(list);
  const { bulk } = useMediaWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("media.edit");
  const [isAdding, setAdding] = useState(false);
  const columns: Column<MediaFile>[] = [
    { key: "name", title: t("media.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/media-files/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "sound", title: t("media.sound"), width: 320, isWide: true, render: (row) => <Box miw={220}><MediaPlayer file={row} name={row.name} /></Box> },
    { key: "source", title: t("media.source"), render: (row) => t(`media.source_${row.source}`) },
    { key: "language", title: t("media.language"), render: (row) => LANGUAGE_NAMES[row.language] ?? t("media.any_language") },
    { key: "used_by", title: t("media.used_by"), render: (row) => (row.used_by.length === 0 ? "—" : t("media.used_count", { count: row.used_by.length })) },
    { key: "updated_at", title: t("media.updated_at"), orderBy: "updated_at", isHiddenAtFirst: true, render: (row) => formats.moment(row.updated_at) },
  ];
  const filters: Filter[] = [
    { key: "source", label: t("media.source"), kind: "select", options: SOURCES.map((value) => ({ value, label: t(`media.source_${value}`) })) },
    { key: "language", label: t("media.language"), kind: "select", options: Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })) },
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("media.add")}</Button>;
  return (
    <>
      <PageHeader title={t("media.title")} description={t("media.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/media-files/export/" onOpen={(row) => { void navigate({ to: `/media-files/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("media.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconMusic} title={t("media.empty")} text={t("media.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateMediaFile onClose={() => { setAdding(false); }} />}
    </>
  );
}
