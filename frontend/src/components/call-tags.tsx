import { Badge, Group } from "@mantine/core";

/** What call flows marked a call with. */
export function CallTags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return "—";
  return <Group gap={4}>{tags.map((tag) => <Badge key={tag} variant="light" tt="none">{tag}</Badge>)}</Group>;
}
