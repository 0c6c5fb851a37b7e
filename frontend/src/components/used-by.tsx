import { Anchor, List, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Usage } from "@/api/types";

/** Pages of things that use others. */
const PAGES: Record<string, string> = { flow: "/flows", queue: "/queues", extension: "/extensions", media_package: "/media-packages", phone_number: "/phone-numbers", schedule: "/schedules" };

/** Where a thing is used, each with the way there; `empty` is said when nothing uses it. */
export function UsedBy({ usages, empty }: { usages: Usage[]; empty: string }) {
  const { t } = useTranslation();
  if (usages.length === 0) return <Text size="sm" c="dimmed">{empty}</Text>;
  return (
    <List size="sm" spacing={4}>
      {usages.map(({ kind, id, label }) => {
        const page = PAGES[kind];
        return (
          <List.Item key={`${kind}-${id}`}>
            <Text span size="sm" c="dimmed">{t(`kinds.${kind}`, kind)}: </Text>
            {page === undefined ? label : <Anchor component={Link} to={`${page}/${id}`}>{label}</Anchor>}
          </List.Item>
        );
      })}
    </List>
  );
}
