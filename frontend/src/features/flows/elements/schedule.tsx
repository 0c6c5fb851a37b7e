import { Text } from "@mantine/core";
import { IconCalendarTime } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ThingField } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf } from "@/features/flows/things";

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"schedule">) {
  const { t } = useTranslation();
  const chosen = things.schedules.find(({ value }) => value === settings.schedule);
  return (
    <>
      <ThingField
        label={t("flow_forms.schedule")} description={t("flow_forms.schedule_text")} things={things.schedules} value={settings.schedule} onChange={(schedule) => { change({ schedule }); }}
        maker="schedule" error={errorOf("schedule")} isDisabled={isDisabled}
      />
      {chosen !== undefined && chosen.now !== "" && <Text size="sm">{chosen.now}</Text>}
    </>
  );
}

export const schedule: ElementKind<"schedule"> = {
  icon: IconCalendarTime,
  group: "choice",
  make: () => ({ schedule: "" }),
  exits: (settings, things) => [
    ...(things.schedules.find(({ value }) => value === settings.schedule)?.periods ?? []).map(({ key, name }) => ({ name: key, isUsual: true, label: name })),
    ...usual("closed"),
  ],
  summary: (settings, { things, t }) => [settings.schedule === "" ? t("flow_forms.not_chosen") : labelOf(things.schedules, settings.schedule)],
  Form,
};
