/** What a caller hears: a media file, or a text that is spoken. */

import { Input, SegmentedControl, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MediaSelect } from "@/components/media/media-select";
import { SpeechFields } from "@/components/media/speech-fields";
import type { Words } from "@/features/flows/elements/kind";
import type { Sound } from "@/features/flows/model/document";
import { idOf, keyOf, labelOf } from "@/features/flows/things";

type Way = "none" | "media" | "text";

function wayOf(sound: Sound): Way {
  if (sound === null) return "none";
  return "media" in sound ? "media" : "text";
}

/** A sound in a few words; "" media is a file that was just about to be chosen. */
export function soundWords(sound: Sound, { t, things }: Words): string {
  if (sound === null) return t("flow_forms.silence");
  if ("media" in sound) return sound.media === "" ? t("flow_forms.not_chosen") : labelOf(things.media, sound.media);
  return sound.text === "" ? t("flow_forms.no_text") : t("flow_editor.quoted", { text: sound.text });
}

const START: Record<Way, () => Sound> = { none: () => null, media: () => ({ media: "" }), text: () => ({ text: "", voice: "", rate: 1 }) };

interface SoundFieldProps {
  label: string;
  description?: string;
  value: Sound;
  onChange: (value: Sound) => void;
  error?: string;
  isDisabled: boolean;
}

export function SoundField({ label, description, value, onChange, error, isDisabled }: SoundFieldProps) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error} inputWrapperOrder={["label", "description", "input", "error"]}>
      <Stack gap="xs" mt={6} role="group" aria-label={label}>
        <SegmentedControl
          size="xs" aria-label={label} value={wayOf(value)} disabled={isDisabled} onChange={(way) => { onChange(START[way as Way]()); }}
          data={(["none", "media", "text"] as const).map((way) => ({ value: way, label: t(`flow_forms.sound_${way}`) }))}
        />
        {value !== null && "media" in value && (
          <MediaSelect
            label={t("flow_forms.media")} placeholder={t("flow_forms.choose")} value={value.media === "" ? null : idOf(value.media)} isDisabled={isDisabled}
            onChange={(id) => { onChange({ media: id === null ? "" : keyOf(id) }); }}
          />
        )}
        {value !== null && "text" in value && <SpeechFields value={value} isDisabled={isDisabled} onChange={onChange} />}
      </Stack>
    </Input.Wrapper>
  );
}
