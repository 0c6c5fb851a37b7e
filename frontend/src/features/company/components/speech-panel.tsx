import { useState } from "react";
import { Button, Group, PasswordInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { components } from "@/api/schema";
import { useVoices } from "@/components/media/speech";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { useTellProblem } from "@/components/tell-problem";
import { LANGUAGES } from "@/i18n";
import { useMay } from "@/session/session";

type SpeechSettings = components["schemas"]["SpeechSettings"];
type Change = components["schemas"]["PatchedSpeechSettingsRequest"];

const LANGUAGE_NAMES: Record<string, string> = LANGUAGES;
/** No voice of the company's own: the first one of its language. */
const BEST = "";

function useChange() {
  const refresh = useRefresh();
  return async (body: Change) => {
    await api.PATCH("/api/v1/speech/settings/", { body });
    await refresh();
  };
}

function VoiceSelect({ settings }: { settings: SpeechSettings }) {
  const { t } = useTranslation();
  const saved = useSaved();
  const change = useChange();
  const isDisabled = !useMay("media.edit");
  const voices = useVoices().data ?? [];
  const before = settings.voice ?? BEST;
  const choose = useMutation({
    mutationFn: (voice: string) => change({ voice }), onError: useTellProblem(),
    onSuccess: () => { saved({ title: t("speech.voice_saved"), undo: () => change({ voice: before }) }); },
  });
  const options = voices.map(({ id, name, language }) => ({ value: id, label: `${name} · ${LANGUAGE_NAMES[language] ?? language}` }));
  return (
    <Select
      label={t("speech.usual_voice")} w={{ base: "100%", xs: 340 }} allowDeselect={false} disabled={isDisabled || choose.isPending} value={before}
      data={[{ value: BEST, label: t("speech.best_voice") }, ...options]} onChange={(voice) => { choose.mutate(voice ?? BEST); }}
    />
  );
}

function Connected({ settings }: { settings: SpeechSettings }) {
  const { t } = useTranslation();
  const saved = useSaved();
  const change = useChange();
  const mayEdit = useMay("media.edit");
  const disconnect = useMutation({
    mutationFn: () => change({ service_key: "", service_folder: "" }), onError: useTellProblem(),
    onSuccess: () => { saved({ title: t("speech.disconnected") }); },
  });
  return (
    <Group justify="space-between">
      <Text size="sm">{t(settings.service_folder ? "speech.connected_folder" : "speech.connected", { folder: settings.service_folder })}</Text>
      {mayEdit && <Button variant="default" leftSection={<IconPlugConnectedX size={16} />} loading={disconnect.isPending} onClick={() => { disconnect.mutate(); }}>{t("speech.disconnect")}</Button>}
    </Group>
  );
}

function Connect() {
  const { t } = useTranslation();
  const saved = useSaved();
  const change = useChange();
  const [key, setKey] = useState("");
  const [folder, setFolder] = useState("");
  const connect = useMutation({
    mutationFn: () => change({ service_key: key, service_folder: folder }), onError: useTellProblem(),
    onSuccess: () => { saved({ title: t("speech.connected") }); },
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); connect.mutate(); }}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} style={{ alignItems: "end" }}>
        <PasswordInput label={t("speech.key")} autoComplete="off" maxLength={200} value={key} onChange={(event) => { setKey(event.currentTarget.value); }} />
        <TextInput label={t("speech.folder")} autoComplete="off" maxLength={64} value={folder} onChange={(event) => { setFolder(event.currentTarget.value); }} />
        <Group><Button type="submit" variant="default" leftSection={<IconPlugConnected size={16} />} disabled={key.trim() === ""} loading={connect.isPending}>{t("speech.connect")}</Button></Group>
      </SimpleGrid>
    </form>
  );
}

/** How the company's texts are spoken: the usual voice, and an account of its own at Yandex SpeechKit. */
export function SpeechPanel() {
  const { t } = useTranslation();
  const mayEdit = useMay("media.edit");
  const settings = $api.useQuery("get", "/api/v1/speech/settings/").data;
  if (!settings) return null;
  return (
    <Section title={t("speech.title")} text={t("speech.text")}>
      <Stack>
        <VoiceSelect settings={settings} />
        <div>
          <Text size="sm" fw={600}>{t("speech.service")}</Text>
          <Text size="sm" c="dimmed" mb="xs">{t("speech.service_text")}</Text>
          {settings.has_service_key ? <Connected settings={settings} /> : mayEdit && <Connect />}
        </div>
      </Stack>
    </Section>
  );
}
