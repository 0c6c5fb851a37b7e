import { Group, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCloudCheck, IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SaveState } from "@/features/flows/model/autosave";
import { useFormats } from "@/lib/format";

/** Whether the draft is safe, in words. */
export function SaveStatus({ save: { status, changedAt } }: { save: SaveState }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const icon = { saved: <IconCloudCheck size={16} aria-hidden />, changed: <IconPencil size={16} aria-hidden />, saving: <Loader size={14} />, failed: <IconAlertTriangle size={16} aria-hidden />, conflict: <IconAlertTriangle size={16} aria-hidden /> }[status];
  const isBad = status === "failed" || status === "conflict";
  return (
    <Group gap={6} wrap="nowrap" role="status" c={isBad ? "var(--vpbx-bad)" : "dimmed"} data-testid="draft-status">
      {icon}<Text size="sm" component="span">{status === "saved" ? t("flow_editor.draft_saved", { time: formats.moment(changedAt) }) : t(`flow_editor.draft_${status}`)}</Text>
    </Group>
  );
}
