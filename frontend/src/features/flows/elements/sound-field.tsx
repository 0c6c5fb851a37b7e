/** What a caller hears: a media file, or a text that is spoken. */

import { Group, Input, SegmentedControl, Select, Slider, Stack, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ThingField } from "@/features/flows/elements/fields";
import type { Words } from "@/features/flows/elements/kind";
import type { Sound } from "@/features/flows/model/document";
import { labelOf, useThings } from "@/features/flows/things";

const TEXT_LENGTH = 1000;
const RATES = { min: 0.5, max: 2, step: 0.1 };

type Way = "none" | "media" | "text";

function wayOf(sound: Sound): Way {
  if (sound === null) return "none";
  return "media" in sound ? "media" : "text";
}

/** A sound in a few words; "" media is a file that was just about to be chosen. */
export function soundWords(sound: Sound, { t, things }: Words): string {
  if (sound === null) return t("flow_forms.silence");
  if ("media" in sound) return sound.media === "" ? t("flow_forms.not_chosen") : labelOf(things.media, sound.media);
  return sound.text === "" ? t("flow_forms.no_text") : `«${sound.text}»`;
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

type Spoken = Extract<Sound, { text: string }>;

function SpokenText({ value, onChange, isDisabled, label }: { value: Spoken; onChange: (value: Spoken) => void; isDisabled: boolean; label: string }) {
  const { t } = useTranslation();
  const { voices } = useThings();
  return (
    <>
      <Textarea aria-label={t("flow_forms.text_of", { name: label })} placeholder={t("flow_forms.text_placeholder")} autosize minRows={2} maxRows={8} maxLength={TEXT_LENGTH} value={value.text} disabled={isDisabled} onChange={(event) => { onChange({ ...value, text: event.currentTarget.value }); }} />
      {voices.length > 0 && (
        <Select
          aria-label={t("flow_forms.voice")} placeholder={t("flow_forms.usual_voice")} data={voices.map(({ value: voice, label: name }) => ({ value: voice, label: name }))} value={value.voice === "" ? null : value.voice} clearable disabled={isDisabled}
          clearButtonProps={{ "aria-label": t("table.clear_search") }} onChange={(voice) => { onChange({ ...value, voice: voice ?? "" }); }}
        />
      )}
      <Group gap="sm" wrap="nowrap">
        <Text size="sm" c="dimmed">{t("flow_forms.rate")}</Text>
        <Slider flex={1} thumbLabel={t("flow_forms.rate")} {...RATES} value={value.rate} disabled={isDisabled} label={(rate) => `×${rate.toFixed(1)}`} onChange={(rate) => { onChange({ ...value, rate: Math.round(rate * 10) / 10 }); }} />
      </Group>
    </>
  );
}

export function SoundField({ label, description, value, onChange, error, isDisabled }: SoundFieldProps) {
  const { t } = useTranslation();
  const { media } = useThings();
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={["label", "description", "input", "error"]}>
      <Stack gap="xs" mt={6}>
        <SegmentedControl
          size="xs" aria-label={label} value={wayOf(value)} disabled={isDisabled} onChange={(way) => { onChange(START[way as Way]()); }}
          data={(["none", "media", "text"] as const).map((way) => ({ value: way, label: t(`flow_forms.sound_${way}`) }))}
        />
        {value !== null && "media" in value && (
          <ThingField label={t("flow_forms.media")} things={media} value={value.media} onChange={(key) => { onChange({ media: key }); }} maker="media" isDisabled={isDisabled} />
        )}
        {value !== null && "text" in value && <SpokenText value={value} onChange={onChange} isDisabled={isDisabled} label={label} />}
      </Stack>
    </Input.Wrapper>
  );
}
