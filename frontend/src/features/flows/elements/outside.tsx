import { TextInput } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MusicField, musicWords, SecondsField, ThingField } from "@/features/flows/elements/fields";
import { RINGING, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf } from "@/features/flows/things";
import { formatPhone } from "@/lib/phone";

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"outside">) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t("flow_forms.outside_number")} type="tel" placeholder="+7 495 123-45-67" value={settings.number} error={errorOf("number")} disabled={isDisabled || settings.redirect !== ""}
        onChange={(event) => { change({ number: event.currentTarget.value.replace(/[^\d+]/g, ""), redirect: "" }); }}
      />
      <ThingField
        label={t("flow_forms.redirect")} things={things.redirects} value={settings.redirect} onChange={(redirect) => { change(redirect === "" ? { redirect } : { redirect, number: "" }); }}
        maker="redirect" error={errorOf("redirect")} isDisabled={isDisabled}
      />
      <SecondsField label={t("flow_forms.ring_seconds")} value={settings.ring_seconds} min={5} max={600} onChange={(value) => { change({ ring_seconds: value }); }} error={errorOf("ring_seconds")} isDisabled={isDisabled} />
      <MusicField packages={things.music} value={settings.music} usual={t("flow_forms.music_as_before")} onChange={(music) => { change({ music }); }} error={errorOf("music")} isDisabled={isDisabled} />
    </>
  );
}

export const outside: ElementKind<"outside"> = {
  icon: IconPhoneOutgoing,
  group: "people",
  make: () => ({ number: "", redirect: "", ring_seconds: 45, music: "" }),
  exits: () => RINGING,
  summary: ({ number, redirect, ring_seconds: seconds, music }, { things, t }) => {
    const target = redirect === "" ? formatPhone(number) : labelOf(things.redirects, redirect);
    return [target === "" ? t("flow_forms.not_chosen") : target, t("flow_forms.rings_for", { seconds }), ...musicWords(music, { things, t })];
  },
  Form,
};
