import { Anchor, Stack, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { CallDetail } from "@/api/types";
import { useMay } from "@/session/session";

/** Ways to the drawings of the call flows that a call went through; nothing for whoever may not see them. */
export function CallFlows({ call: { id, path } }: { call: CallDetail }) {
  const { t } = useTranslation();
  const mayView = useMay("flow.view");
  const isWanted = mayView && path.length > 0;
  const flows = $api.useQuery("get", "/api/v1/flows/", { params: { query: { page_size: 500 } } }, { enabled: isWanted, staleTime: 30_000 }).data?.results ?? [];
  const met = flows.filter(({ key }) => path.some(({ flow }) => flow === key));
  if (!isWanted || met.length === 0) return null;
  return (
    <div>
      <Title order={3} mb="sm">{t("calls.flows")}</Title>
      <Stack gap={4}>{met.map((flow) => <Anchor key={flow.id} size="sm" component={Link} to={`/flows/${flow.id}`} search={{ call: id } as never}>{t("calls.show_path", { name: flow.name })}</Anchor>)}</Stack>
    </div>
  );
}
