import { Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { nameOf } from "@/features/flows/elements/registry";
import type { FlowDocument } from "@/features/flows/model/document";
import type { FlowProblem } from "@/features/flows/model/marks";

function Problem({ problem: { severity, message }, where }: { problem: FlowProblem; where?: string }) {
  const { t } = useTranslation();
  const Icon = severity === "error" ? IconAlertCircle : IconAlertTriangle;
  return (
    <Group gap={8} wrap="nowrap" align="flex-start" c={severity === "error" ? "var(--vpbx-bad)" : "var(--vpbx-warn)"}>
      <Icon size={17} style={{ flex: "none", marginTop: 2 }} aria-label={t(`flow_editor.${severity}`)} />
      <Text size="sm" component="span">{where !== undefined && <b>{where}: </b>}{message}</Text>
    </Group>
  );
}

/** Findings of the check about one element, or about the flow as a whole. */
export function ProblemList({ problems }: { problems: readonly FlowProblem[] }) {
  if (problems.length === 0) return null;
  return <Stack gap={6} role="status">{problems.map((problem, index) => <Problem key={index} problem={problem} />)}</Stack>;
}

interface AllProblemsProps {
  document: FlowDocument;
  problems: readonly FlowProblem[];
  /** Shows the element. */
  onShow?: (id: string) => void;
}

/** All findings, errors first, each leading to its element. */
export function AllProblems({ document, problems, onShow }: AllProblemsProps) {
  const { t } = useTranslation();
  const sorted = [...problems].sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
      {sorted.map((problem, index) => {
        const element = document.elements.find(({ id }) => id === problem.element);
        const line = <Problem problem={problem} where={element && nameOf(element, { t })} />;
        return <li key={index}>{element && onShow ? <UnstyledButton onClick={() => { onShow(element.id); }}>{line}</UnstyledButton> : line}</li>;
      })}
    </Stack>
  );
}
