import { Alert, Anchor } from "@mantine/core";
import { IconUrgent } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";

/** Said to operators as long as emergency calls of companies without a line of their own lead nowhere. */
export function EmergencyWarning({ hasLink = true }: { hasLink?: boolean }) {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/platform/outside-settings/");
  if (data === undefined || data.emergency_lines.length > 0) return null;
  return (
    <Alert color="red" variant="light" icon={<IconUrgent />} title={t("outside.no_emergency")} mb="md" role="status">
      {t("outside.no_emergency_text")} {hasLink && <Anchor component={Link} to="/platform/defaults" inherit underline="always">{t("outside.choose_emergency")}</Anchor>}
    </Alert>
  );
}
