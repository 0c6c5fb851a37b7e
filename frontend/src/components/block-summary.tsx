import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Block } from "@/api/types";
import { useFormatsIn } from "@/lib/format";

/** Since when, until when and why; in the blocked company's own time. */
export function BlockSummary({ block, zone }: { block: Block; zone: string }) {
  const { t } = useTranslation();
  const formats = useFormatsIn(zone);
  const until = block.ends_at ? t("blocks.until", { time: formats.dateTime(block.ends_at) }) : t("blocks.no_end");
  return (
    <>
      <Text size="sm">{t("blocks.since", { time: formats.dateTime(block.starts_at) })}, {until}</Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{block.reason}</Text>
    </>
  );
}
