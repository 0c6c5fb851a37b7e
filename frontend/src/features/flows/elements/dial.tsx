import { SimpleGrid } from "@mantine/core";
import { IconDialpad } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CountField, SecondsField } from "@/features/flows/elements/fields";
import { rare, RINGING, usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { SoundField, soundWords } from "@/features/flows/elements/sound-field";

function Form({ settings, change, errorOf, isDisabled }: FormProps<"dial">) {
  const { t } = useTranslation();
  return (
    <>
      <SoundField label={t("flow_forms.prompt")} description={t("flow_forms.dial_prompt_text")} value={settings.prompt} onChange={(prompt) => { change({ prompt }); }} error={errorOf("prompt")} isDisabled={isDisabled} />
      <SimpleGrid cols={2}>
        <CountField label={t("flow_forms.digits")} value={settings.digits} min={3} max={5} onChange={(digits) => { change({ digits }); }} error={errorOf("digits")} isDisabled={isDisabled} />
        <SecondsField label={t("flow_forms.wait_seconds")} description={t("flow_forms.dial_wait_text")} value={settings.wait_seconds} max={60} onChange={(value) => { change({ wait_seconds: value }); }} error={errorOf("wait_seconds")} isDisabled={isDisabled} />
      </SimpleGrid>
    </>
  );
}

export const dial: ElementKind<"dial"> = {
  icon: IconDialpad,
  group: "voice",
  make: () => ({ prompt: null, digits: 3, wait_seconds: 15 }),
  exits: () => [...usual("timeout", "unknown"), ...rare(...RINGING.map(({ name }) => name).filter((name) => name !== "otherwise")), ...usual("otherwise")],
  summary: ({ prompt, digits }, words) => [words.t("flow_forms.digit_count", { count: digits }), soundWords(prompt, words)],
  Form,
};
