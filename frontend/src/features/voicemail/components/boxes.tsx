import { useState } from "react";
import { ActionIcon, Button, Group, Text } from "@mantine/core";
import { IconEdit, IconMailbox, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VoicemailBox } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { DeleteDialog } from "@/components/delete-dialog";
import { lazily } from "@/components/lazily";
import { useSaved } from "@/components/saved/use-saved";
import { EmptyState } from "@/components/states";
import { StatusBadge } from "@/components/status-badge";
import { useBoxes, useBoxWrites } from "@/features/voicemail/api";

const CreateBox = lazily(() => import("@/features/voicemail/components/create-box"));
const EditBox = lazily(() => import("@/features/voicemail/components/edit-box"));

/** The boxes of people and groups. */
export default function Boxes({ mayEdit }: { mayEdit: boolean }) {
  const { t } = useTranslation();
  const list = useList({ name: "voicemail-boxes", ordering: "number" });
  const query = useBoxes(list);
  const [edited, setEdited] = useState<VoicemailBox | null>(null);
  const [doomed, setDoomed] = useState<VoicemailBox | null>(null);
  const [isAdding, setAdding] = useState(false);
  const { bulk, remove } = useBoxWrites();
  const saved = useSaved();
  const columns: Column<VoicemailBox>[] = [
    { key: "number", title: t("voicemail.number"), orderBy: "number", isMain: true, width: 120, render: (row) => <b className="vpbx-numbers">{row.number}</b> },
    { key: "owner", title: t("voicemail.owner"), render: (row) => <>{row.owner.name || "—"} <Text span size="xs" c="dimmed">{t(`voicemail.owner_${row.owner.kind}`)}</Text></> },
    { key: "is_enabled", title: t("voicemail.box"), render: (row) => <StatusBadge tone={row.is_enabled ? "good" : "idle"}>{t(row.is_enabled ? "voicemail.is_enabled" : "voicemail.is_disabled")}</StatusBadge> },
    { key: "counts", title: t("voicemail.counts"), render: (row) => (row.total === 0 ? "—" : `${t("voicemail.new_count", { count: row.new_count })} ${t("voicemail.of_total", { total: row.total })}`) },
    { key: "email", title: t("voicemail.email"), render: (row) => row.email || "—" },
    ...(mayEdit ? [{ key: "actions", title: "", width: 100, render: (row: VoicemailBox) => (
      <Group gap={4} wrap="nowrap">
        <ActionIcon aria-label={`${t("common.edit")}: ${row.number}`} onClick={() => { setEdited(row); }}><IconEdit size={16} /></ActionIcon>
        <ActionIcon aria-label={`${t("common.delete")}: ${row.number}`} onClick={() => { setDoomed(row); }}><IconTrash size={16} /></ActionIcon>
      </Group>
    ) }] : []),
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("voicemail.add_box")}</Button>;
  return (
    <>
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.number} onOpen={mayEdit ? setEdited : undefined} exportPath="/api/v1/voicemail-boxes/export/" toolbarExtra={mayEdit && add}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("voicemail.delete_boxes", { count }) }] } : undefined}
        empty={<EmptyState icon={IconMailbox} title={t("voicemail.no_boxes")} text={t("voicemail.no_boxes_text")} />}
      />
      {isAdding && <CreateBox onClose={() => { setAdding(false); }} />}
      {doomed && (
        <DeleteDialog
          title={t("voicemail.delete_box_title", { number: doomed.number })} text={t("voicemail.delete_box_text")} onClose={() => { setDoomed(null); }} remove={(query) => remove(doomed.id, query)}
          onDeleted={() => { saved({ title: t("voicemail.box_deleted", { number: doomed.number }) }); }}
        />
      )}
      {edited && <EditBox key={edited.id} box={edited} onClose={() => { setEdited(null); }} />}
    </>
  );
}
