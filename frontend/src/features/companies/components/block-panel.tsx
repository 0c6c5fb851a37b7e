import { useState } from "react";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Block, Tenant } from "@/api/types";
import { BlockFields, NEW_BLOCK, type BlockValues } from "@/components/block-form";
import { BlockSummary } from "@/components/block-summary";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";
import { Section } from "@/components/section";
import { useTellProblem } from "@/components/tell-problem";
import { useCompanyWrites } from "@/features/companies/api";

const KINDS: Block["kind"][] = ["administrative", "voluntary"];

function BlockDialog({ tenant, kind, onClose }: { tenant: Tenant; kind: Block["kind"]; onClose: () => void }) {
  const { t } = useTranslation();
  const { block } = useCompanyWrites();
  const form = useForm<BlockValues>({
    initialValues: { ...NEW_BLOCK, kind }, validate: { reason: (reason) => (reason.trim() === "" ? t("form.required") : null) },
  });
  const save = useSave(form, async (values) => { await block(tenant.code, values); onClose(); });
  return (
    <Modal opened onClose={onClose} title={t(`blocks.title_${kind}`, { name: tenant.name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={save.submit} noValidate>
        <Stack>
          <Problems problems={save.problems} />
          <BlockFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" color="red" loading={save.isSaving}>{t("blocks.block")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function BlockRow({ tenant, kind, mayEdit }: { tenant: Tenant; kind: Block["kind"]; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { unblock } = useCompanyWrites();
  const [isOpen, setOpen] = useState(false);
  const current = tenant.blocks.find((block) => block.kind === kind);
  const lift = useMutation({ mutationFn: () => unblock(tenant.code, kind), onError: useTellProblem() });
  return (
    <Group justify="space-between" gap="md">
      <div style={{ flex: "1 1 240px" }}>
        <Text fw={600} size="sm">{t(`blocks.${kind}`)}</Text>
        {current ? <BlockSummary block={current} /> : <Text size="sm" c="dimmed">{t(`blocks.none_${kind}`)}</Text>}
      </div>
      {mayEdit && (current
        ? <Button variant="default" leftSection={<IconLockOpen size={16} />} loading={lift.isPending} onClick={() => { lift.mutate(); }}>{t("blocks.unblock")}</Button>
        : <Button variant="default" leftSection={<IconLock size={16} />} onClick={() => { setOpen(true); }}>{t(kind === "voluntary" ? "blocks.pause" : "blocks.block")}</Button>)}
      {isOpen && <BlockDialog tenant={tenant} kind={kind} onClose={() => { setOpen(false); }} />}
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
