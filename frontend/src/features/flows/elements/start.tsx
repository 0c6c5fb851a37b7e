import { Text } from "@mantine/core";
import { IconPhoneIncoming } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ThingsField } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf } from "@/features/flows/things";

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"start">) {
  const { t } = useTranslation();
  return (
    <>
      <ThingsField label={t("flow_forms.numbers")} description={t("flow_forms.numbers_text")} things={things.numbers} value={settings.numbers} onChange={(numbers) => { change({ numbers }); }} error={errorOf("numbers")} isDisabled={isDisabled} />
      {things.numbers.length === 0 && <Text size="sm" c="dimmed">{t("flow_forms.no_numbers")}</Text>}
    </>
  );
}

export const start: ElementKind<"start"> = {
  icon: IconPhoneIncoming,
  group: "start",
  make: () => ({ numbers: [] }),
  exits: () => usual("next"),
  summary: ({ numbers }, { things, t }) => (numbers.length === 0 ? [t("flow_forms.no_number_chosen")] : numbers.map((number) => labelOf(things.numbers, number))),
  Form,
};
