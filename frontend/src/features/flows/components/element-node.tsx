import { memo, useEffect, useRef } from "react";
import { VisuallyHidden } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import { Handle, Position, useUpdateNodeInternals, type NodeProps } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useChangeWords } from "@/features/flows/components/use-change-words";
import { KindIcon } from "@/features/flows/components/kind-icon";
import classes from "@/features/flows/components/flow.module.css";
import { useView } from "@/features/flows/components/view-context";
import { useWhenWords } from "@/features/flows/components/when-fields";
import type { Exit } from "@/features/flows/elements/kind";
import { drawnExits, exitLabel, exitsOf, nameOf, summaryOf } from "@/features/flows/elements/registry";
import { isConditional, levelOf, type FlowElement } from "@/features/flows/model/document";
import { LAYER_ENTRY, NEXT_LAYER } from "@/features/flows/model/links";
import type { FlowProblem } from "@/features/flows/model/marks";
import type { ElementNode as Drawn } from "@/features/flows/model/nodes";
import { useThings } from "@/features/flows/things";

/** The worst of an element's problems; the panel tells them all. */
function Worst({ problems }: { problems: readonly FlowProblem[] }) {
  const worst = problems.find(({ severity }) => severity === "error") ?? problems[0];
  if (!worst) return null;
  const Icon = worst.severity === "error" ? IconAlertCircle : IconAlertTriangle;
  return (
    <div className={classes.problem} data-severity={worst.severity}>
      <Icon size={14} aria-hidden />
      <span>{worst.message}{problems.length > 1 && ` (+${String(problems.length - 1)})`}</span>
    </div>
  );
}

interface ExitRowProps {
  exit: Exit;
  target: string | undefined;
  mayEdit: boolean;
}

function ExitRow({ exit, target, mayEdit }: ExitRowProps) {
  const { t } = useTranslation();
  const level = target === undefined ? null : levelOf(target);
  return (
    <div className={classes.exit} data-open={target === undefined || undefined}>
      {level !== null && <span className={classes.exitEnd}>{t("flow_editor.to_level", { level })}</span>}
      <span>{exitLabel(exit, { t })}</span>
      <Handle type="source" position={Position.Right} id={exit.name} isConnectable={mayEdit} aria-hidden />
    </div>
  );
}

function Exits({ element, isOpen }: { element: FlowElement; isOpen: boolean }) {
  const { t } = useTranslation();
  const things = useThings();
  const { mayEdit } = useView();
  // All of them while the element is selected: a link can be drawn from each. A menu has too many for that.
  const exits = isOpen && element.kind !== "menu" ? exitsOf(element, things) : drawnExits(element, things);
  const shape = exits.map(({ name }) => name).join();
  const renew = useUpdateNodeInternals();
  const drawn = useRef(shape);
  // The canvas measures a new element by itself; handles that come and go it must be told of.
  useEffect(() => {
    if (drawn.current === shape) return;
    drawn.current = shape;
    renew(element.id);
  }, [element.id, renew, shape]);
  if (exits.length === 0 && element.level === 0) return null;
  return (
    <div className={classes.exits}>
      {exits.map((exit) => <ExitRow key={exit.name} exit={exit} target={element.exits[exit.name]} mayEdit={mayEdit} />)}
      {element.level > 0 && (
        <div className={classes.nextLayer}>
          <span>{t("flow_editor.next_layer")}</span>
          <Handle type="source" position={Position.Bottom} id={NEXT_LAYER} isConnectable={false} aria-hidden />
        </div>
      )}
    </div>
  );
}

/** One element on the canvas: what it is, what it does, where it may lead, and what is wrong with it. */
export const ElementNode = memo(function ElementNode({ data: { element, marks }, selected }: NodeProps<Drawn>) {
  const { t } = useTranslation();
  const things = useThings();
  const { mayEdit } = useView();
  const whenWords = useWhenWords();
  const changeWords = useChangeWords();
  const { problems, steps, change, isFound } = marks;
  const bad = problems.some(({ severity }) => severity === "error") ? "error" : problems.length > 0 ? "warning" : undefined;
  return (
    <div
      className={classes.node} data-testid={`element-${element.id}`} data-selected={selected || undefined} data-bad={bad} data-change={change || undefined} data-found={isFound || undefined}
      data-lit={(steps !== null && steps.length > 0) || undefined} data-dim={steps?.length === 0 || undefined}
    >
      {element.kind !== "start" && <Handle type="target" position={Position.Left} isConnectable={mayEdit} aria-hidden style={{ top: 23 }} />}
      {element.level > 0 && <Handle type="target" position={Position.Top} id={LAYER_ENTRY} isConnectable={false} aria-hidden style={{ opacity: 0 }} />}
      <div className={classes.nodeHead}>
        <KindIcon kind={element.kind} />
        <span className={classes.nodeName}>{nameOf(element, { t })}</span>
        {steps?.map((step) => <span key={step} className={classes.step}>{step}</span>)}
        {element.number !== "" && <span className={classes.badge}><VisuallyHidden>{t("flow_editor.number")} </VisuallyHidden>{element.number}</span>}
        {element.level > 0 && <span className={classes.badge}>{t("flow_editor.level_short", { level: element.level })}</span>}
      </div>
      {change !== "" && <div className={classes.summary}><b>{changeWords(element, marks)}</b></div>}
      {isConditional(element) && <div className={classes.summary}><b>{whenWords(element.when)}</b></div>}
      <div className={classes.summary}>{summaryOf(element, { t, things }).map((line) => <span key={line}>{line}</span>)}</div>
      <Worst problems={problems} />
      <Exits element={element} isOpen={selected} />
    </div>
  );
});
