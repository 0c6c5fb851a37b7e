import { ActionIcon, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy, IconPhoneOutgoing } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatPhone } from "@/lib/phone";

/** The number to call back: copied, or handed to whatever dials on this device. */
export function CallBack({ number }: { number: string }) {
  const { t } = useTranslation();
  if (number === "") return <Text span size="sm" c="dimmed">{t("own.hidden_number")}</Text>;
  return (
    <Group gap={4} wrap="nowrap">
      <Text span fw={600} size="sm" className="vpbx-numbers" style={{ whiteSpace: "nowrap" }}>{formatPhone(number)}</Text>
      <CopyButton value={number}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t("common.copied") : t("common.copy")}>
            <ActionIcon onClick={copy} aria-label={`${t("common.copy")}: ${number}`}>{copied ? <IconCheck size={16} /> : <IconCopy size={16} />}</ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
      <Tooltip label={t("own.call_back")}>
        <ActionIcon component="a" href={`tel:${encodeURIComponent(number)}`} variant="light" color="tide" aria-label={`${t("own.call_back")}: ${number}`}><IconPhoneOutgoing size={16} /></ActionIcon>
      </Tooltip>
    </Group>
  );
}
