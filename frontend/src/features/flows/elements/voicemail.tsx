import { IconMicrophone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ThingField } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf } from "@/features/flows/things";

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"voicemail">) {
  const { t } = useTranslation();
  return <ThingField label={t("flow_forms.box")} description={t("flow_forms.box_text")} things={things.boxes} value={settings.box} onChange={(box) => { change({ box }); }} maker="box" madeValue={({ number }) => number ?? ""} error={errorOf("box")} isDisabled={isDisabled} />;
}

export const voicemail: ElementKind<"voicemail"> = {
  icon: IconMicrophone,
  group: "end",
  make: () => ({ box: "" }),
  exits: () => usual("next"),
  summary: ({ box }, { things, t }) => [box === "" ? t("flow_forms.not_chosen") : labelOf(things.boxes, box)],
  Form,
};
