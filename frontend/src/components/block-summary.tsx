import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Block } from "@/api/types";
import { useFormats } from "@/lib/format";

export function BlockSummary({ block }: { block: Block }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const until = block.ends_at ? t("blocks.until", { time: formats.dateTime(block.ends_at) }) : t("blocks.no_end");
  return (
    <>
      <Text size="sm">{t("blocks.since", { time: formats.dateTime(block.starts_at) })}, {until}</Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{block.reason}</Text>
    </>
  );
}
