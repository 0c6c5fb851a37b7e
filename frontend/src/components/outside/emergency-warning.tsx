import { Alert, Anchor } from "@mantine/core";
import { IconInfoCircle, IconUrgent } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";

/**
 * Said to operators as long as no lines are chosen for emergency calls: then whatever line of the platform works is tried,
 * and where none is switched on, companies without a line of their own reach nobody.
 */
export function EmergencyWarning({ hasLink = true }: { hasLink?: boolean }) {
  const { t } = useTranslation();
  const { data: settings } = $api.useQuery("get", "/api/v1/platform/outside-settings/");
  const isUnchosen = settings?.emergency_lines.length === 0;
  const { data: working } = $api.useQuery("get", "/api/v1/platform/carriers/", { params: { query: { is_enabled: true, page_size: 1 } } }, { enabled: isUnchosen });
  if (!isUnchosen || working === undefined) return null;
  const isNowhere = working.results.length === 0;
  return (
    <Alert
      color={isNowhere ? "red" : "yellow"} variant="light" icon={isNowhere ? <IconUrgent /> : <IconInfoCircle />} mb="md" role="status"
      title={isNowhere ? t("outside.no_emergency") : t("outside.any_emergency")}
    >
      {isNowhere ? t("outside.no_emergency_text") : t("outside.any_emergency_text")}{" "}
      {hasLink && <Anchor component={Link} to="/platform/defaults" inherit underline="always">{t("outside.choose_emergency")}</Anchor>}
    </Alert>
  );
}
