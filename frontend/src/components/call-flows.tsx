import { Anchor, Stack, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types";
import { useMay } from "@/session/session";

/** Ways to the drawings of the call flows that a call went through; nothing for whoever may not see them. */
export function CallFlows({ call: { id, path } }: { call: CallDetail }) {
  const { t } = useTranslation();
  const mayView = useMay("flow.view");
  const met = new Map(path.filter(({ flow_id: flow }) => flow !== "").map(({ flow_id: flow, flow_name: name }) => [flow, name]));
  if (!mayView || met.size === 0) return null;
  return (
    <div>
      <Title order={3} mb="sm">{t("calls.flows")}</Title>
      <Stack gap={4}>{[...met].map(([flow, name]) => <Anchor key={flow} size="sm" component={Link} to={`/flows/${flow}`} search={{ call: id } as never}>{t("calls.show_path", { name })}</Anchor>)}</Stack>
    </div>
  );
}
