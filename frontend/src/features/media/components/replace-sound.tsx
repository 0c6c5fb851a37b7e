import { useState } from "react";
import { Button, Group, Progress, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { MediaFile } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { SoundFields } from "@/components/media/sound-fields";
import { useSoundInput } from "@/components/media/use-sound-input";
import { useMediaWrites } from "@/components/media/writes";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";

const WAY_OF = { upload: "file", microphone: "microphone", speech: "speech" } as const;

/** Another sound in the place of this one: whoever plays it keeps playing it. */
export function ReplaceSound({ file }: { file: MediaFile }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const { replace } = useMediaWrites();
  const saved = useSaved();
  const [percent, setPercent] = useState(0);
  const input = useSoundInput(WAY_OF[file.source], { text: file.text, voice: file.voice, rate: file.rate });
  const put = useMutation({
    mutationFn: (sound: NonNullable<ReturnType<typeof input.take>>) => replace(file.id, sound, setPercent),
    onSuccess: () => { input.recorder.clear(); saved({ title: t("media.replaced", { name: file.name }) }); },
    onSettled: () => { setPercent(0); },
  });
  const send = () => {
    const sound = input.take();
    if (sound !== null) put.mutate(sound);
  };
  return (
    <Section title={t("media.replace")} text={t("media.replace_text")}>
      <Stack maw={640}>
        <Problems problems={put.error ? [textOf(asApiError(put.error))] : []} />
        <SoundFields input={input} />
        {put.isPending && percent > 0 && <Progress value={percent} aria-label={t("media.uploading", { percent })} />}
        <Group justify="flex-end"><Button loading={put.isPending} disabled={!input.isDirty} onClick={send}>{t(input.way === "speech" && file.source === "speech" ? "media.speak_again" : "media.replace_action")}</Button></Group>
      </Stack>
    </Section>
  );
}
