import { useState } from "react";
import { Alert, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Company } from "@/api/types";
import type { BlockBody } from "@/components/block-form";
import { BlockSummary } from "@/components/block-summary";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useTellProblem } from "@/components/tell-problem";
import { TIMEZONES } from "@/components/timezones";
import { MusicPanel } from "@/features/company/components/music-panel";
import { SpeechPanel } from "@/features/company/components/speech-panel";
import { LANGUAGES } from "@/i18n";
import { useMay, useSessionChanged } from "@/session/session";

const BlockDialog = lazily(() => import("@/components/block-form"));

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
          {t("company.limits", { used: company.users_count, users: company.max_users, channels: company.max_channels === 0 ? t("company.unlimited") : company.max_channels })}
        </Text>
      </Section>
    </DetailForm>
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
  const pause = async ({ kind: _own, ...body }: BlockBody) => {
    await api.POST("/api/v1/company/block/", { body });
    await refresh();
    saved({ title: t("company.blocked") });
  };
  return (
    <Section title={t("company.pause")} text={t("company.pause_text")}>
      <Stack>
        {administrative && <Alert color="red" variant="light" title={t("blocks.administrative")}><BlockSummary block={administrative} zone={company.timezone} /></Alert>}
        <Group justify="space-between">
          <div>{block ? <BlockSummary block={block} zone={company.timezone} /> : <Text size="sm" c="dimmed">{t("blocks.none_voluntary")}</Text>}</div>
          {mayEdit && (block
            ? <Button leftSection={<IconLockOpen size={16} />} loading={lift.isPending} onClick={() => { lift.mutate(); }}>{t("company.resume")}</Button>
            : <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconLock size={16} />} onClick={() => { setOpen(true); }}>{t("company.pause_action")}</Button>)}
        </Group>
      </Stack>
      {isOpen && (
        <BlockDialog
          kind="voluntary" zone={company.timezone} title={t("company.block_title")} action={t("company.pause_action")} block={pause} onClose={() => { setOpen(false); }}
        />
      )}
    </Section>
  );
}

export default function SettingsPage() {
  const { t } = useTranslation();
  const mayHear = useMay("media.view");
  const query = $api.useQuery("get", "/api/v1/company/");
  return (
    <>
      <PageHeader title={t("company.title")} description={t("company.text")} />
      <QueryView query={query}>
        {(company) => <Stack gap="md"><SettingsForm company={company} />{mayHear && <><MusicPanel /><SpeechPanel /></>}<VoluntaryBlock company={company} /></Stack>}
      </QueryView>
    </>
  );
}
