import { Alert, Group, Input, Loader, Select, SimpleGrid, Slider, Stack, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Player } from "@/components/media/player";
import { useSpeechPreview, useVoices, type Speech } from "@/components/media/speech";
import { LANGUAGES } from "@/i18n";

const RATES = { min: 0.5, max: 2, step: 0.1 };
const TEXT_LIMIT = 1000;
const LANGUAGE_NAMES: Record<string, string> = LANGUAGES;

interface SpeechFieldsProps {
  value: Speech;
  error?: React.ReactNode;
  isDisabled?: boolean;
  onChange: (value: Speech) => void;
}

/** How the text sounds, a moment after the last key. */
function Preview({ speech }: { speech: Speech }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const preview = useSpeechPreview(speech);
  if (speech.text.trim() === "") return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>{t("media.preview")}</Text>
      {preview.error && preview.isCurrent && <Alert color="red" variant="light" role="alert">{textOf(asApiError(preview.error))}</Alert>}
      {preview.data && !preview.error && <Player source={preview.data} name={t("media.preview")} isDrawn />}
      {(preview.isFetching || !preview.isCurrent) && !preview.data && <Group gap="xs" mih={36}><Loader size={16} /></Group>}
    </div>
  );
}

/** A text, its voice and its rate, heard while it is typed. */
export function SpeechFields({ value, error, isDisabled = false, onChange }: SpeechFieldsProps) {
  const { t } = useTranslation();
  const voices = useVoices();
  const options = (voices.data ?? []).map(({ id, name, language, is_last_resort }) => ({ value: id, label: `${name} · ${LANGUAGE_NAMES[language] ?? language}${is_last_resort ? ` · ${t("media.voice_last_resort")}` : ""}` }));
  if (voices.data?.length === 0) return <Alert color="orange" variant="light">{t("media.no_voices")}</Alert>;
  return (
    <Stack>
      <Textarea
        label={t("media.speech_text")} placeholder={t("media.speech_example")} autosize minRows={3} maxRows={10} maxLength={TEXT_LIMIT} value={value.text} error={error} disabled={isDisabled}
        onChange={(event) => { onChange({ ...value, text: event.currentTarget.value }); }}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t("media.voice")} data={[{ value: "", label: t("media.usual_voice") }, ...options]} value={value.voice} allowDeselect={false} disabled={isDisabled}
          onChange={(voice) => { onChange({ ...value, voice: voice ?? "" }); }}
        />
        <Input.Wrapper label={t("media.rate")} labelElement="div">
          <Slider
            mt={12} {...RATES} value={value.rate} disabled={isDisabled} thumbLabel={t("media.rate")} label={(rate) => t("media.rate_value", { rate: rate.toFixed(1) })}
            marks={[{ value: 1 }]} onChange={(rate) => { onChange({ ...value, rate: Number(rate.toFixed(1)) }); }}
          />
        </Input.Wrapper>
      </SimpleGrid>
      <Preview speech={value} />
    </Stack>
  );
}
