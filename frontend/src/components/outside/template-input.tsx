import { Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InputOf } from "@/components/form/input-of";
import { useTemplateJudge, type RuleScope } from "@/components/outside/use-judge";

/** A number for the living example: one that everybody recognises as nobody's. */
const EXAMPLE = "+74951234567";

interface TemplateInputProps {
  label: string;
  /** What an empty template means, where one may be empty. */
  whenEmpty?: string;
  path: string;
  inputOf: InputOf;
  scope: RuleScope;
}

/** How a number is written for the other side, with what becomes of an example. */
export function TemplateInput({ label, whenEmpty, path, inputOf, scope }: TemplateInputProps) {
  const { t } = useTranslation();
  const { error, ...input } = inputOf(path);
  const value = String(input.value ?? "");
  const judged = useTemplateJudge(scope, value, EXAMPLE);
  const shown = value === "" ? whenEmpty : judged?.ok ? t("templates.becomes", { from: EXAMPLE, to: judged.result }) : undefined;
  return (
    <TextInput
      label={label} spellCheck={false} autoCapitalize="none" placeholder="{number}" styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      description={<Text span inherit className="vpbx-numbers" aria-live="polite">{shown ?? t("templates.hint")}</Text>} inputWrapperOrder={["label", "input", "description", "error"]}
      {...input as object} error={error ?? (judged?.ok === false ? judged.problem : undefined)}
    />
  );
}
