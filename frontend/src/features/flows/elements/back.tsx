import { Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ElementKind } from "@/features/flows/elements/kind";

function Form() {
  const { t } = useTranslation();
  return <Text size="sm">{t("flow_forms.back_text")}</Text>;
}

export const back: ElementKind<"back"> = { icon: IconArrowBackUp, group: "end", make: () => ({}), exits: () => [], summary: () => [], Form };
