import { useState } from "react";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Block, Tenant } from "@/api/types";
import { BlockSummary } from "@/components/block-summary";
import { lazily } from "@/components/lazily";
import { Section } from "@/components/section";
import { useTellProblem } from "@/components/tell-problem";
import { useCompanyWrites } from "@/features/companies/api";

const BlockDialog = lazily(() => import("@/components/block-form"));

const KINDS: Block["kind"][] = ["administrative", "voluntary"];

function BlockRow({ tenant, kind, mayEdit }: { tenant: Tenant; kind: Block["kind"]; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { block, unblock } = useCompanyWrites();
  const [isOpen, setOpen] = useState(false);
  const current = tenant.blocks.find((standing) => standing.kind === kind);
  const lift = useMutation({ mutationFn: () => unblock(tenant.code, kind), onError: useTellProblem() });
  return (
    <Group justify="space-between" gap="md">
      <div style={{ flex: "1 1 240px" }}>
        <Text fw={600} size="sm">{t(`blocks.${kind}`)}</Text>
        {current ? <BlockSummary block={current} zone={tenant.timezone} /> : <Text size="sm" c="dimmed">{t(`blocks.none_${kind}`)}</Text>}
      </div>
      {mayEdit && (current
        ? <Button variant="default" leftSection={<IconLockOpen size={16} />} loading={lift.isPending} onClick={() => { lift.mutate(); }}>{t("blocks.unblock")}</Button>
        : <Button variant="default" leftSection={<IconLock size={16} />} onClick={() => { setOpen(true); }}>{t(kind === "voluntary" ? "blocks.pause" : "blocks.block")}</Button>)}
      {isOpen && (
        <BlockDialog
          kind={kind} zone={tenant.timezone} title={t(`blocks.title_${kind}`, { name: tenant.name })} action={t("blocks.block")}
          block={(body) => block(tenant.code, body)} onClose={() => { setOpen(false); }}
        />
      )}
    </Group>
  );
}

/** Two independent blocks (000, 004): the operator's and the client's own. */
export function BlockPanel({ tenant, mayEdit }: { tenant: Tenant; mayEdit: boolean }) {
  const { t } = useTranslation();
  return (
    <Section title={t("blocks.title")} text={t("blocks.text")}>
      <Stack gap="lg">{KINDS.map((kind) => <BlockRow key={kind} tenant={tenant} kind={kind} mayEdit={mayEdit} />)}</Stack>
    </Section>
  );
}
