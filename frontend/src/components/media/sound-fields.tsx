import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DropField } from "@/components/media/drop-field";
import { RecorderField } from "@/components/media/recorder-field";
import { SpeechFields } from "@/components/media/speech-fields";
import { WAYS, type SoundInput, type Way } from "@/components/media/use-sound-input";

/** Where a sound comes from: a file, the microphone or a text. */
export function SoundFields({ input, ways = WAYS }: { input: SoundInput; ways?: readonly Way[] }) {
  const { t } = useTranslation();
  return (
    <Stack>
      {ways.length > 1 && (
        <SegmentedControl
          fullWidth aria-label={t("media.way")} value={input.way} data={ways.map((way) => ({ value: way, label: t(`media.way_${way}`) }))} onChange={(way) => { input.setWay(way as Way); }}
        />
      )}
      {input.way === "file" && <DropField file={input.file} error={input.problem} onFile={input.setFile} />}
      {input.way === "microphone" && <RecorderField recorder={input.recorder} />}
      {input.way === "microphone" && input.problem !== null && <Text size="sm" c="var(--mantine-color-error)" role="alert">{input.problem}</Text>}
      {input.way === "speech" && <SpeechFields value={input.speech} error={input.problem} onChange={input.setSpeech} />}
    </Stack>
  );
}
