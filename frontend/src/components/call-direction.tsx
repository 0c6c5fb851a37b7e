import { Group, Text } from "@mantine/core";
import { IconArrowDownLeft, IconArrowsExchange, IconArrowUpRight, IconUrgent } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Call } from "@/api/types";

const ICONS: Record<string, typeof IconArrowUpRight> = { in: IconArrowDownLeft, out: IconArrowUpRight, internal: IconArrowsExchange, emergency: IconUrgent };

export const CALL_DIRECTIONS = ["internal", "in", "out"];

/** Whither a call goes, by sign and word; an emergency call says that it is one. */
export function CallDirection({ call }: { call: Pick<Call, "direction" | "is_emergency"> }) {
  const { t } = useTranslation();
  const kind = call.is_emergency ? "emergency" : call.direction;
  const Icon = ICONS[kind] ?? IconArrowsExchange;
  const color = call.is_emergency ? "var(--vpbx-bad)" : undefined;
  return <Group gap={6} wrap="nowrap" c={color}><Icon size={16} aria-hidden /><Text span size="sm" fw={call.is_emergency ? 600 : undefined}>{t(`directions.${kind}`, kind)}</Text></Group>;
}
