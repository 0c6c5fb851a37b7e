import { Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "@/features/flows/components/flow.module.css";
import { formatDuration } from "@/lib/format";

export interface ToldStep {
  /** The element in this drawing; null for a level, or in another flow. */
  element: string | null;
  name: string;
  reason: string;
  /** Seconds since the call began. */
  seconds: number;
}

interface StepListProps {
  steps: readonly ToldStep[];
  onShow: (id: string) => void;
}

/** The way of a call, step by step, each with its reason. */
export function StepList({ steps, onShow }: StepListProps) {
  const { t } = useTranslation();
  return (
    <ol className={classes.steps} aria-label={t("flow_simulator.steps")} data-testid="steps">
      {steps.map(({ element, name, reason, seconds }, index) => {
        const line = (
          <>
            <span className={classes.step}>{index + 1}</span>
            <span><Text size="sm" fw={600} component="span" display="block">{name}</Text><Text size="sm" c="dimmed" component="span">{reason}</Text></span>
            <Text size="xs" c="dimmed" component="span" className="vpbx-numbers">{formatDuration(seconds)}</Text>
          </>
        );
        return <li key={index}>{element === null ? <div className={classes.stepRow}>{line}</div> : <UnstyledButton className={classes.stepRow} onClick={() => { onShow(element); }}>{line}</UnstyledButton>}</li>;
      })}
    </ol>
  );
}
