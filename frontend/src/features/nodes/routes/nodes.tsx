import { Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconServer2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { AsteriskNode } from "@/api/types";
import { PageHeader } from "@/components/page-header";
import { EmptyState, QueryView } from "@/components/states";
import { StatusBadge, type Tone } from "@/components/status-badge";
import { formatBytes, formatUptime, useFormats } from "@/lib/format";

const REFRESH_MS = 5000;
const TONES: Record<AsteriskNode["state"], Tone> = { live: "good", lost: "bad", unknown: "warn" };

function Figure({ label, value }: { label: string; value: string }) {
  return <div><Text size="xs" c="dimmed">{label}</Text><Text fw={600} className="vpbx-numbers" style={{ overflowWrap: "anywhere" }}>{value}</Text></div>;
}

function NodeCard({ node }: { node: AsteriskNode }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const units = { d: t("units.d"), h: t("units.h"), m: t("units.m") };
  const known = <Value,>(value: Value | null | undefined, show: (value: Value) => string) => (value === null || value === undefined ? "—" : show(value));
  return (
    <Card component="article" aria-label={node.name}>
      <Group justify="space-between" mb="md">
        <Group gap="sm"><IconServer2 size={22} aria-hidden /><Title order={2}>{node.name}</Title></Group>
        <StatusBadge tone={TONES[node.state]} isPill>{t(`nodes.state_${node.state}`)}</StatusBadge>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 3 }} verticalSpacing="md">
        <Figure label={t("nodes.calls")} value={known(node.calls, String)} />
        <Figure label={t("nodes.channels")} value={known(node.channels, String)} />
        <Figure label={t("nodes.registrations")} value={known(node.registrations, String)} />
        <Figure label={t("nodes.tenants")} value={known(node.tenants, String)} />
        <Figure label={t("nodes.load")} value={known(node.load1, (load) => load.toFixed(2))} />
        <Figure label={t("nodes.uptime")} value={known(node.uptime_seconds, (seconds) => formatUptime(seconds, units))} />
        <Figure label={t("nodes.spool_age")} value={known(node.spool_age_seconds, (seconds) => `${seconds.toFixed(1)} ${t("units.s")}`)} />
        <Figure label={t("nodes.spool_free")} value={known(node.spool_free_bytes, formatBytes)} />
        <Figure label={t("nodes.banned")} value={String(node.banned_sources)} />
        <Figure label={t("nodes.version")} value={node.version ?? "—"} />
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="md">{t("nodes.last_seen")}: {known(node.last_seen_at, formats.moment)}</Text>
    </Card>
  );
}

export default function NodesPage() {
  const { t } = useTranslation();
  const query = $api.useQuery("get", "/api/v1/platform/nodes/", {}, { refetchInterval: REFRESH_MS });
  return (
    <>
      <PageHeader title={t("nodes.title")} description={t("nodes.text")} />
      <QueryView query={query}>
        {(nodes) => (nodes.length === 0
          ? <EmptyState icon={IconServer2} title={t("nodes.empty")} />
          : <SimpleGrid cols={{ base: 1, lg: 2 }}>{nodes.map((node) => <Stack key={node.name}><NodeCard node={node} /></Stack>)}</SimpleGrid>)}
      </QueryView>
    </>
  );
}
