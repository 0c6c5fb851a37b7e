import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What call flows marked a call with; nothing when they did not. */
export function CallTags({ tags }: { tags: readonly string[] }) {
  const { t } = useTranslation();
  if (tags.length === 0) return null;
  return <Group gap={4} my={2} role="group" aria-label={t("calls.tags")}>{tags.map((tag) => <Badge key={tag} title={tag} size="sm" variant="light" tt="none" maw="100%">{tag}</Badge>)}</Group>;
}
