import { Text } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ThingField } from "@/features/flows/elements/fields";
import { RINGING, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf, type Things } from "@/features/flows/things";

/** How many members are named at the element. */
const SHOWN_MEMBERS = 3;

const membersOf = (things: Things, queue: string) => things.queues.find(({ value }) => value === queue)?.members ?? [];

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"group">) {
  const { t } = useTranslation();
  const members = membersOf(things, settings.queue);
  return (
    <>
      <ThingField
        label={t("flow_forms.queue")} description={t("flow_forms.queue_text")} things={things.queues} value={settings.queue} onChange={(queue) => { change({ queue }); }}
        maker="queue" madeValue={({ number }) => number ?? ""} error={errorOf("queue")} isDisabled={isDisabled}
      />
      {settings.queue !== "" && <Text size="sm">{members.length === 0 ? t("flow_forms.no_members") : t("flow_forms.members", { names: members.join(", ") })}</Text>}
    </>
  );
}

export const group: ElementKind<"group"> = {
  icon: IconUsersGroup,
  group: "people",
  make: () => ({ queue: "" }),
  exits: () => RINGING,
  summary: ({ queue }, { things, t }) => {
    if (queue === "") return [t("flow_forms.not_chosen")];
    const members = membersOf(things, queue);
    const more = members.length - SHOWN_MEMBERS;
    const names = members.slice(0, SHOWN_MEMBERS).join(", ");
    return [labelOf(things.queues, queue), more > 0 ? t("flow_forms.members_and_more", { names, count: more }) : names].filter((line) => line !== "");
  },
  Form,
};
