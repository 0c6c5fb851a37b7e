import { IconSitemap } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ThingField } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf } from "@/features/flows/things";

const valueOf = (flow: number) => (flow === 0 ? "" : String(flow));

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"flow">) {
  const { t } = useTranslation();
  const starts = (things.flows.find(({ value }) => value === valueOf(settings.flow))?.starts ?? []).map(({ element, name }) => ({ value: element, label: name || element }));
  return (
    <>
      <ThingField
        label={t("flow_forms.flow")} description={t("flow_forms.flow_text")} things={things.flows} value={valueOf(settings.flow)} error={errorOf("flow")} isDisabled={isDisabled}
        onChange={(flow) => { change({ flow: Number(flow), start: "" }); }}
      />
      {(starts.length > 1 || settings.start !== "") && (
        <ThingField label={t("flow_forms.flow_start")} placeholder={t("flow_forms.flow_start_first")} things={starts} value={settings.start} onChange={(start) => { change({ start }); }} error={errorOf("start")} isDisabled={isDisabled} />
      )}
    </>
  );
}

export const flow: ElementKind<"flow"> = {
  icon: IconSitemap,
  group: "end",
  make: () => ({ flow: 0, start: "" }),
  exits: () => usual("next"),
  summary: (settings, { things, t }) => [settings.flow === 0 ? t("flow_forms.not_chosen") : labelOf(things.flows, valueOf(settings.flow))],
  Form,
};
