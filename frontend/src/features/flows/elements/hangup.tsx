import { Select } from "@mantine/core";
import { IconPhoneOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ElementKind, FormProps } from "@/features/flows/elements/kind";

const CAUSES = ["normal", "busy", "declined", "unavailable", "unknown"];

function Form({ settings, change, errorOf, isDisabled }: FormProps<"hangup">) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("flow_forms.cause")} description={t("flow_forms.cause_text")} data={CAUSES.map((value) => ({ value, label: t(`flow_forms.cause_${value}`) }))} value={settings.cause} allowDeselect={false} error={errorOf("cause")} disabled={isDisabled}
      onChange={(cause) => { if (cause !== null) change({ cause }); }}
    />
  );
}

export const hangup: ElementKind<"hangup"> = {
  icon: IconPhoneOff,
  group: "end",
  make: () => ({ cause: "normal" }),
  exits: () => [],
  summary: ({ cause }, { t }) => [t(`flow_forms.cause_${cause}`)],
  Form,
};
