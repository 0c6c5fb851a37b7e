import { useState } from "react";
import { ActionIcon, Box, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload, IconMail, IconMailOpened, IconTrash, IconRecordMail } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { VoicemailMessage } from "@/api/types";
import { CallBack } from "@/components/call-back";
import { DataTable } from "@/components/data-table/data-table";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { Player } from "@/components/media/player";
import { EmptyState } from "@/components/states";
import { StatusBadge } from "@/components/status-badge";
import { useTellProblem } from "@/components/tell-problem";
import { audioPath, useMessages, useMessageWrites, type MessageScope } from "@/components/voicemail/messages";
import { useFormats } from "@/lib/format";
import { formatPhone } from "@/lib/phone";

const ConfirmDialog = lazily(() => import("@/components/confirm-dialog"));

const FILTER_KEYS = ["is_read"];

interface MessageTableProps {
  scope: MessageScope;
  mayEdit: boolean;
}

/** Who called, as a row is spoken of. */
function useCallerName(): (message: VoicemailMessage) => string {
  const { t } = useTranslation();
  return ({ caller }) => caller.name || formatPhone(caller.number) || t("voicemail.hidden_number");
}

function RowActions({ message, scope, onDelete }: { message: VoicemailMessage; scope: MessageScope; onDelete: () => void }) {
  const { t } = useTranslation();
  const name = useCallerName()(message);
  const { mark } = useMessageWrites(scope);
  const put = useMutation({ mutationFn: () => mark(message.id, !message.is_read), onError: useTellProblem() });
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ActionIcon aria-label={t(message.is_read ? "voicemail.mark_unread_of" : "voicemail.mark_read_of", { name })} loading={put.isPending} onClick={() => { put.mutate(); }}>
        {message.is_read ? <IconMail size={16} /> : <IconMailOpened size={16} />}
      </ActionIcon>
      <ActionIcon component="a" href={audioPath(scope, message.id)} download={`voicemail-${message.received_at.slice(0, 16).replace(/[T:]/g, "-")}.wav`} aria-label={t("voicemail.download", { name })}><IconDownload size={16} /></ActionIcon>
      <ActionIcon aria-label={t("voicemail.delete_of", { name })} onClick={onDelete}><IconTrash size={16} /></ActionIcon>
    </Group>
  );
}

/** Messages with everything that is done to them: heard here, marked, called back, deleted. */
export function MessageTable({ scope, mayEdit }: MessageTableProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const nameOf = useCallerName();
  const list = useList({ name: `voicemail-${scope}`, ordering: "-received_at", filterKeys: FILTER_KEYS });
  const query = useMessages(scope, list);
  const { mark, remove, bulk } = useMessageWrites(scope);
  const [doomed, setDoomed] = useState<VoicemailMessage | null>(null);
  const tell = useTellProblem();
  const destroy = useMutation({
    mutationFn: remove, onError: tell,
    onSuccess: () => { notifications.show({ color: "tide", title: t("voicemail.deleted"), message: "" }); },
  });
  const heard = (message: VoicemailMessage) => { if (!message.is_read && mayEdit) mark(message.id, true).catch(tell); };
  const columns: Column<VoicemailMessage>[] = [
    {
      key: "from", title: t("voicemail.from"), isMain: true,
      render: (row) => <Stack gap={0}>{row.caller.name && <Text size="sm" fw={row.is_read ? 400 : 650}>{row.caller.name}</Text>}<CallBack number={row.caller.number} /></Stack>,
    },
    { key: "state", title: t("voicemail.state"), width: 130, render: (row) => <StatusBadge tone={row.is_read ? "idle" : "info"}>{t(row.is_read ? "voicemail.is_heard" : "voicemail.is_new")}</StatusBadge> },
    { key: "box", title: t("voicemail.box"), render: (row) => <Text size="sm">{row.box.number} · {row.box.name}</Text> },
    { key: "received_at", title: t("voicemail.received_at"), orderBy: "received_at", render: (row) => formats.moment(row.received_at) },
    { key: "listen", title: t("voicemail.listen"), width: 300, isWide: true, render: (row) => <Box miw={200}><Player source={audioPath(scope, row.id)} name={nameOf(row)} seconds={row.seconds} onPlay={() => { heard(row); }} /></Box> },
    ...(mayEdit ? [{ key: "actions", title: "", render: (row: VoicemailMessage) => <RowActions message={row} scope={scope} onDelete={() => { setDoomed(row); }} /> }] : []),
  ];
  const filters: Filter[] = [
    { key: "is_read", label: t("voicemail.state"), kind: "select", options: [{ value: "false", label: t("voicemail.is_new") }, { value: "true", label: t("voicemail.is_heard") }] },
  ];
  return (
    <>
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={nameOf}
        bulk={mayEdit ? {
          run: bulk,
          actions: [
            { name: "read", label: t("voicemail.mark_read"), icon: IconMailOpened },
            { name: "unread", label: t("voicemail.mark_unread"), icon: IconMail },
            { name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("voicemail.delete_many", { count }) },
          ],
        } : undefined}
        empty={<EmptyState icon={IconRecordMail} title={t("voicemail.empty")} text={t("voicemail.empty_text")} />}
      />
      {doomed && (
        <ConfirmDialog
          title={t("voicemail.delete_title")} text={t("voicemail.delete_text", { name: nameOf(doomed), time: formats.moment(doomed.received_at) })} action={t("common.delete")} color="red"
          onConfirm={() => { destroy.mutate(doomed.id); }} onClose={() => { setDoomed(null); }}
        />
      )}
    </>
  );
}
