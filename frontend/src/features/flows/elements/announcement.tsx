import { Switch } from "@mantine/core";
import { IconMessage2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CountField } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { SoundField, soundWords } from "@/features/flows/elements/sound-field";

function Form({ settings, change, errorOf, isDisabled }: FormProps<"announcement">) {
  const { t } = useTranslation();
  return (
    <>
      <SoundField label={t("flow_forms.sound")} value={settings.sound} onChange={(sound) => { change({ sound }); }} error={errorOf("sound")} isDisabled={isDisabled} />
      <CountField label={t("flow_forms.repeats")} value={settings.repeats} min={1} max={10} onChange={(repeats) => { change({ repeats }); }} error={errorOf("repeats")} isDisabled={isDisabled} />
      <Switch label={t("flow_forms.answers")} description={t("flow_forms.answers_text")} checked={settings.answers} disabled={isDisabled} onChange={(event) => { change({ answers: event.currentTarget.checked }); }} />
    </>
  );
}

export const announcement: ElementKind<"announcement"> = {
  icon: IconMessage2,
  group: "voice",
  make: () => ({ sound: null, repeats: 1, answers: true }),
  exits: () => usual("next"),
  summary: ({ sound, repeats }, words) => [soundWords(sound, words), ...(repeats > 1 ? [words.t("flow_forms.repeated", { count: repeats })] : [])],
  Form,
};
