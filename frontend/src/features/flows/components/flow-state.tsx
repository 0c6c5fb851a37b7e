import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface FlowStateProps {
  version: number | null;
  hasChanges: boolean;
  problems: { errors: number; warnings: number };
}

/** Whether callers meet the flow, and whether its draft says something else. */
export function FlowState({ version, hasChanges, problems: { errors, warnings } }: FlowStateProps) {
  const { t } = useTranslation();
  return (
    <Group gap={6} component="span">
      {version === null ? <Badge variant="default">{t("flows.not_published")}</Badge> : <Badge variant="light" color="tide">{t("flows.version", { version })}</Badge>}
      {version !== null && hasChanges && <Badge variant="light" color="yellow">{t("flows.has_changes")}</Badge>}
      {errors > 0 && <Badge variant="light" color="red">{t("flows.errors", { count: errors })}</Badge>}
      {errors === 0 && warnings > 0 && <Badge variant="light" color="orange">{t("flows.warnings", { count: warnings })}</Badge>}
    </Group>
  );
}
