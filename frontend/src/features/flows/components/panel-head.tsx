import type { ReactNode } from "react";
import { ActionIcon, Group, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Name of a panel, and the way out of it. */
export function PanelHead({ title, onClose, children }: { title: string; onClose: () => void; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Group wrap="nowrap" gap="xs">
      <Title order={2} fz="md" flex={1}>{title}</Title>
      {children}
      <ActionIcon aria-label={t("common.close")} onClick={onClose}><IconX size={17} /></ActionIcon>
    </Group>
  );
}
