import { IconAsterisk } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { PatternList } from "@/components/outside/pattern-list";
import { usual, type ElementKind, type FormProps } from "@/features/flows/elements/kind";

function Form({ settings, change, errorOf, isDisabled }: FormProps<"caller">) {
  const { t } = useTranslation();
  return (
    <PatternList
      label={t("flow_forms.patterns")} description={t("flow_forms.patterns_text")} value={settings.patterns} onChange={(patterns) => { change({ patterns }); }} scope="company"
      errorAt={(index) => (index < 0 ? errorOf("patterns") : errorOf(`patterns.${String(index)}`))} isDisabled={isDisabled} whenEmpty={t("flow_forms.no_patterns")}
    />
  );
}

export const caller: ElementKind<"caller"> = {
  icon: IconAsterisk,
  group: "choice",
  make: () => ({ patterns: [] }),
  exits: () => usual("match", "no_match"),
  summary: ({ patterns }, { t }) => [patterns.length === 0 ? t("flow_forms.no_patterns") : patterns.join(", ")],
  Form,
};
