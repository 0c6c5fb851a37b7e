import { SimpleGrid, Switch } from "@mantine/core";
import { IconListNumbers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CountField, SecondsField } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { SoundField, soundWords } from "@/features/flows/elements/sound-field";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#"];

function Form({ settings, change, errorOf, isDisabled }: FormProps<"menu">) {
  const { t } = useTranslation();
  return (
    <>
      <SoundField label={t("flow_forms.prompt")} description={t("flow_forms.menu_prompt_text")} value={settings.prompt} onChange={(prompt) => { change({ prompt }); }} error={errorOf("prompt")} isDisabled={isDisabled} />
      <SoundField label={t("flow_forms.wrong_prompt")} value={settings.wrong_prompt} onChange={(sound) => { change({ wrong_prompt: sound }); }} error={errorOf("wrong_prompt")} isDisabled={isDisabled} />
      <SimpleGrid cols={2}>
        <SecondsField label={t("flow_forms.wait_seconds")} value={settings.wait_seconds} max={60} onChange={(value) => { change({ wait_seconds: value }); }} error={errorOf("wait_seconds")} isDisabled={isDisabled} />
        <CountField label={t("flow_forms.attempts")} value={settings.attempts} min={1} max={10} onChange={(attempts) => { change({ attempts }); }} error={errorOf("attempts")} isDisabled={isDisabled} />
      </SimpleGrid>
      <Switch label={t("flow_forms.dials_direct")} description={t("flow_forms.dials_direct_text")} checked={settings.dials_direct} disabled={isDisabled} onChange={(event) => { change({ dials_direct: event.currentTarget.checked }); }} />
    </>
  );
}

export const menu: ElementKind<"menu"> = {
  icon: IconListNumbers,
  group: "voice",
  make: () => ({ prompt: null, wrong_prompt: null, wait_seconds: 15, attempts: 3, dials_direct: false }),
  exits: () => [...KEYS.map((name) => ({ name, isUsual: false, label: name })), ...usual("timeout", "wrong")],
  summary: ({ prompt, dials_direct: direct }, words) => [soundWords(prompt, words), ...(direct ? [words.t("flow_forms.direct_too")] : [])],
  Form,
};
