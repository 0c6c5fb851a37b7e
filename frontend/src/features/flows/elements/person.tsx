import { IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MusicField, musicWords, SecondsField, ThingField } from "@/features/flows/elements/fields";
import { RINGING, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf } from "@/features/flows/things";

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"person">) {
  const { t } = useTranslation();
  return (
    <>
      <ThingField
        label={t("flow_forms.extension")} things={things.extensions} value={settings.extension} onChange={(extension) => { change({ extension }); }}
        maker="extension" madeValue={({ number }) => number ?? ""} error={errorOf("extension")} isDisabled={isDisabled}
      />
      <SecondsField label={t("flow_forms.ring_seconds")} description={t("flow_forms.ring_seconds_own")} value={settings.ring_seconds} min={0} max={600} onChange={(value) => { change({ ring_seconds: value }); }} error={errorOf("ring_seconds")} isDisabled={isDisabled} />
      <MusicField packages={things.music} value={settings.music} usual={t("flow_forms.music_as_before")} onChange={(music) => { change({ music }); }} error={errorOf("music")} isDisabled={isDisabled} />
    </>
  );
}

export const person: ElementKind<"person"> = {
  icon: IconUser,
  group: "people",
  make: () => ({ extension: "", ring_seconds: 0, music: "" }),
  exits: () => RINGING,
  summary: ({ extension, ring_seconds: seconds, music }, { things, t }) => [
    extension === "" ? t("flow_forms.not_chosen") : labelOf(things.extensions, extension),
    ...(seconds > 0 ? [t("flow_forms.rings_for", { seconds })] : []),
    ...musicWords(music, { things, t }),
  ],
  Form,
};
