import { useState } from "react";
import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { usePatternJudge, type RuleScope } from "@/components/outside/use-judge";

const MONOSPACE = { input: { fontFamily: "var(--mantine-font-family-monospace)" } };
const HINT_BELOW: ("error" | "input" | "description")[] = ["error", "input", "description"];

interface PatternInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  scope: RuleScope;
  /** A number to try the pattern on; empty when none was given. */
  example?: string;
  error?: React.ReactNode;
  isDisabled: boolean;
  isLabelled?: boolean;
  description?: string;
  required?: boolean;
}

/** One pattern, judged while it is typed. */
export function PatternInput({ label, value, onChange, scope, example = "", error, isDisabled, isLabelled = false, description, required }: PatternInputProps) {
  const { t } = useTranslation();
  const judged = usePatternJudge(scope, value, example);
  const isMatch = judged?.ok === true && judged.matches.length > 0;
  const verdict = example === "" ? null : isMatch ? t("patterns.matches") : t("patterns.no_match");
  return (
    <TextInput
      {...(isLabelled ? { label, required } : { "aria-label": label, inputWrapperOrder: HINT_BELOW })} value={value} disabled={isDisabled} spellCheck={false} autoCapitalize="none" placeholder={t("patterns.example")} styles={MONOSPACE}
      description={judged?.hint ? <Text span size="xs" c="var(--vpbx-warn)" role="status">{judged.hint}</Text> : description}
      error={error ?? (judged?.ok === false ? judged.problem : undefined)} onChange={(event) => { onChange(event.currentTarget.value); }}
      rightSectionWidth={verdict === null ? 34 : 118}
      rightSection={judged?.ok && (verdict === null
        ? <IconCheck size={16} color="var(--vpbx-good)" aria-label={t("patterns.understood")} />
        : <Text size="xs" c={isMatch ? "var(--vpbx-good)" : "dimmed"}>{verdict}</Text>)}
    />
  );
}

/** Errors of a list's items, and of the list itself at index -1. */
export function errorAt(form: { errors: Record<string, React.ReactNode> }, path: string): (index: number) => React.ReactNode {
  return (index) => {
    const error = form.errors[index < 0 ? path : `${path}.${String(index)}`];
    return index < 0 && error ? <Text size="sm" c="var(--mantine-color-error)">{error}</Text> : error;
  };
}

/** The first error of a list or of its items, where the items have no inputs of their own. */
export function anyErrorAt(form: { errors: Record<string, React.ReactNode> }, path: string): React.ReactNode {
  return Object.entries(form.errors).find(([key]) => key === path || key.startsWith(`${path}.`))?.[1];
}

interface PatternListProps {
  label: string;
  description: string;
  value: string[];
  onChange: (value: string[]) => void;
  scope: RuleScope;
  /** Errors by the index of the pattern; -1 stands for the list. */
  errorAt: (index: number) => React.ReactNode;
  isDisabled: boolean;
  /** What no pattern at all means; any number, when not said. */
  whenEmpty?: string;
}

/** Patterns of which one is enough. */
export function PatternList({ label, description, value, onChange, scope, errorAt, isDisabled, whenEmpty }: PatternListProps) {
  const { t } = useTranslation();
  const [example, setExample] = useState("");
  const replace = (index: number, text: string) => { onChange(value.map((old, at) => (at === index ? text : old))); };
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <div><Text size="sm" fw={600}>{label}</Text><Text size="xs" c="dimmed">{description}</Text></div>
      {value.map((pattern, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          <div style={{ flex: 1 }}>
            <PatternInput label={`${label} ${String(index + 1)}`} value={pattern} scope={scope} example={example.trim()} error={errorAt(index)} isDisabled={isDisabled} onChange={(text) => { replace(index, text); }} />
          </div>
          {!isDisabled && <ActionIcon mt={4} aria-label={t("patterns.remove", { number: index + 1 })} onClick={() => { onChange(value.filter((_, at) => at !== index)); }}><IconX size={16} /></ActionIcon>}
        </Group>
      ))}
      {value.length === 0 && <Text size="sm">{whenEmpty ?? t("patterns.any")}</Text>}
      {errorAt(-1)}
      {!isDisabled && (
        <Group gap="sm">
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => { onChange([...value, ""]); }}>{t("patterns.add")}</Button>
          {value.length > 0 && <TextInput size="xs" w={190} aria-label={t("patterns.try")} placeholder={t("patterns.try")} value={example} onChange={(event) => { setExample(event.currentTarget.value); }} />}
        </Group>
      )}
    </Stack>
  );
}
