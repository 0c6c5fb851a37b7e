import { useState } from "react";
import { Alert, Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Company } from "@/api/types";
import { BlockFields, blockBody, NEW_BLOCK, type BlockValues } from "@/components/block-form";
import { BlockSummary } from "@/components/block-summary";
import { DetailForm } from "@/components/form/detail-form";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useTellProblem } from "@/components/tell-problem";
import { TIMEZONES } from "@/components/timezones";
import { LANGUAGES } from "@/i18n";
import { useMay, useSessionChanged } from "@/session/session";

type Settings = Pick<Company, "name" | "timezone" | "language">;

const formValues = ({ name, timezone, language }: Company): Settings => ({ name, timezone, language });

function useUpdate() {
  const refresh = useRefresh();
  const sessionChanged = useSessionChanged();
  return async (values: Settings) => {
    await api.PATCH("/api/v1/company/", { body: values });
    await refresh();
    await sessionChanged();
  };
}

function SettingsForm({ company }: { company: Company }) {
  const { t } = useTranslation();
  const update = useUpdate();
  const saved = useSaved();
  const isDisabled = !useMay("company.edit");
  const form = useForm<Settings>({ initialValues: formValues(company) });
  const save = useSave(form, async (values) => {
    const before = formValues(company);
    await update(values);
    form.setInitialValues(values);
    saved({ title: t("company.saved"), undo: async () => { await update(before); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("company.about")}>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput label={t("companies.name")} required disabled={isDisabled} {...form.getInputProps("name")} />
          <Select label={t("companies.timezone")} data={TIMEZONES} searchable allowDeselect={false} disabled={isDisabled} {...form.getInputProps("timezone")} />
          <Select label={t("companies.language")} data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} allowDeselect={false} disabled={isDisabled} {...form.getInputProps("language")} />
        </SimpleGrid>
        <Text size="sm" c="dimmed" mt="md">
          {t("company.limits", { users: company.max_users, channels: company.max_channels === 0 ? t("company.unlimited") : company.max_channels })}
        </Text>
      </Section>
    </DetailForm>
  );
}

function BlockDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const saved = useSaved();
  const form = useForm<BlockValues>({ initialValues: NEW_BLOCK, validate: { reason: (reason) => (reason.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    const { kind, ...body } = blockBody(values);
    await api.POST("/api/v1/company/block/", { body });
    await refresh();
    saved({ title: t("company.blocked") });
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={t("company.block_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={save.submit} noValidate>
        <Stack>
          <Problems problems={save.problems} />
          <BlockFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" color="red" loading={save.isSaving}>{t("company.pause_action")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function VoluntaryBlock({ company }: { company: Company }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const saved = useSaved();
  const mayEdit = useMay("company.edit");
  const [isOpen, setOpen] = useState(false);
  const block = company.blocks.find((candidate) => candidate.kind === "voluntary");
  const administrative = company.blocks.find((candidate) => candidate.kind === "administrative");
  const lift = useMutation({
    mutationFn: async () => { await api.POST("/api/v1/company/unblock/"); await refresh(); },
    onError: useTellProblem(),
    onSuccess: () => { saved({ title: t("company.unblocked") }); },
  });
  return (
    <Section title={t("company.pause")} text={t("company.pause_text")}>
      <Stack>
        {administrative && <Alert color="red" variant="light" title={t("blocks.administrative")}><BlockSummary block={administrative} /></Alert>}
        <Group justify="space-between">
          <div>{block ? <BlockSummary block={block} /> : <Text size="sm" c="dimmed">{t("blocks.none_voluntary")}</Text>}</div>
          {mayEdit && (block
            ? <Button leftSection={<IconLockOpen size={16} />} loading={lift.isPending} onClick={() => { lift.mutate(); }}>{t("company.resume")}</Button>
            : <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconLock size={16} />} onClick={() => { setOpen(true); }}>{t("company.pause_action")}</Button>)}
        </Group>
      </Stack>
      {isOpen && <BlockDialog onClose={() => { setOpen(false); }} />}
    </Section>
  );
}

export default function SettingsPage() {
  const { t } = useTranslation();
  const query = $api.useQuery("get", "/api/v1/company/");
  return (
    <>
      <PageHeader title={t("company.title")} description={t("company.text")} />
      <QueryView query={query}>
        {(company) => <Stack gap="md"><SettingsForm company={company} /><VoluntaryBlock company={company} /></Stack>}
      </QueryView>
    </>
  );
}
