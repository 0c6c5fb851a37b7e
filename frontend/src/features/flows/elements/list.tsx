import { IconListCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ThingsField } from "@/features/flows/elements/fields";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";
import { labelOf } from "@/features/flows/things";

function Form({ settings, change, things, errorOf, isDisabled }: FormProps<"list">) {
  const { t } = useTranslation();
  return <ThingsField label={t("flow_forms.lists")} description={t("flow_forms.lists_text")} things={things.lists} value={settings.lists} onChange={(lists) => { change({ lists }); }} maker="number_list" error={errorOf("lists")} isDisabled={isDisabled} />;
}

export const list: ElementKind<"list"> = {
  icon: IconListCheck,
  group: "choice",
  make: () => ({ lists: [] }),
  exits: () => usual("listed", "not_listed"),
  summary: ({ lists }, { things, t }) => [lists.length === 0 ? t("flow_forms.not_chosen") : lists.map((key) => labelOf(things.lists, key)).join(", ")],
  Form,
};
