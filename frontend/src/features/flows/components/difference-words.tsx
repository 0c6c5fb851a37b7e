import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isSame, type Difference } from "@/features/flows/model/difference";

/** How much two versions differ in, in words. */
export function DifferenceWords({ difference }: { difference: Difference }) {
  const { t } = useTranslation();
  if (isSame(difference)) return <Text size="sm" c="dimmed">{t("flow_versions.same")}</Text>;
  const { added, removed, changed, linksAdded, linksRemoved } = difference;
  const links = new Set([...linksAdded, ...linksRemoved]).size;
  const parts = [
    added.length > 0 && t("flow_versions.count_added", { count: added.length }), removed.length > 0 && t("flow_versions.count_removed", { count: removed.length }),
    Object.keys(changed).length > 0 && t("flow_versions.count_changed", { count: Object.keys(changed).length }), links > 0 && t("flow_versions.count_links", { count: links }),
  ].filter((part) => part !== false);
  return <Text size="sm" data-testid="difference">{parts.join(", ")}</Text>;
}
