import { Select, TextInput } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "@/i18n";
import { CountField, MusicField, musicWords } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"set">) {
  const { t } = useTranslation();
  const languages = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));
  return (
    <>
      <TextInput label={t("flow_forms.caller_prefix")} description={t("flow_forms.caller_prefix_text")} maxLength={30} value={settings.caller_prefix} error={errorOf("caller_prefix")} disabled={isDisabled} onChange={(event) => { change({ caller_prefix: event.currentTarget.value }); }} />
      <Select
        label={t("flow_forms.language")} placeholder={t("flow_forms.unchanged")} data={languages} value={settings.language === "" ? null : settings.language} clearable error={errorOf("language")} disabled={isDisabled}
        clearButtonProps={{ "aria-label": t("table.clear_search") }} onChange={(language) => { change({ language: language ?? "" }); }}
      />
      <CountField label={t("flow_forms.priority")} description={t("flow_forms.priority_text")} value={settings.priority} min={0} max={10} onChange={(priority) => { change({ priority }); }} error={errorOf("priority")} isDisabled={isDisabled} />
      <TextInput label={t("flow_forms.tag")} description={t("flow_forms.tag_text")} maxLength={40} value={settings.tag} error={errorOf("tag")} disabled={isDisabled} onChange={(event) => { change({ tag: event.currentTarget.value }); }} />
      <MusicField packages={things.music} value={settings.music} usual={t("flow_forms.unchanged")} onChange={(music) => { change({ music }); }} error={errorOf("music")} isDisabled={isDisabled} />
    </>
  );
}

export const set: ElementKind<"set"> = {
  icon: IconTag,
  group: "choice",
  make: () => ({ caller_prefix: "", language: "", priority: 0, tag: "", records: "", music: "" }),
  exits: () => usual("next"),
  summary: ({ caller_prefix: prefix, language, priority, tag, music }, { things, t }) => {
    const parts = [
      prefix === "" ? "" : t("flow_forms.says_prefix", { prefix }), language === "" ? "" : (LANGUAGES as Record<string, string>)[language] ?? language,
      priority === 0 ? "" : t("flow_forms.says_priority", { priority }), tag === "" ? "" : t("flow_forms.says_tag", { tag }), ...musicWords(music, { things, t }),
    ].filter((part) => part !== "");
    return parts.length === 0 ? [t("flow_forms.sets_nothing")] : parts;
  },
  Form,
};
