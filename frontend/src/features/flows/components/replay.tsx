/** The way that a recorded call took, drawn on the version that it met. */

import { useMemo, useState } from "react";
import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { CallDetail } from "@/api/types";
import { QueryView } from "@/components/states";
import { useVersion, type Flow } from "@/features/flows/api";
import { Drawing } from "@/features/flows/components/drawing";
import classes from "@/features/flows/components/flow.module.css";
import { StepList } from "@/features/flows/components/step-list";
import { exitLabel, exitsOf } from "@/features/flows/elements/registry";
import { elementOf, type FlowDocument } from "@/features/flows/model/document";
import { litPath, stepsOfRecord } from "@/features/flows/model/path";
import { useThings } from "@/features/flows/things";
import { useFormats } from "@/lib/format";

interface ReplayProps {
  flow: Flow;
  call: string;
  draft: FlowDocument;
  onClose: () => void;
}

type Told = CallDetail["path"][number];

/** By which exit of the element before it an element was come to. */
function useCameBy(document: FlowDocument) {
  const { t } = useTranslation();
  const things = useThings();
  return (step: Told, before: Told | undefined) => {
    if (step.exit === "" || before === undefined) return t("flow_replay.began");
    const left = before.flow === step.flow ? elementOf(document, before.element) : undefined;
    const exit = left && exitsOf(left, things).find(({ name }) => name === step.exit);
    if (left?.kind === "menu" && exit?.label !== undefined) return t("flow_replay.came_by_key", { key: exit.label });
    return t("flow_replay.came_by", { exit: exitLabel(exit ?? { name: step.exit, isUsual: false }, { t }) });
  };
}

function useToldPath(path: Told[], flow: Flow, document: FlowDocument) {
  const { t } = useTranslation();
  const cameBy = useCameBy(document);
  const first = path[0] ? Date.parse(path[0].at) : 0;
  return path.map((step, index) => {
    const element = step.flow === flow.key ? elementOf(document, step.element) : undefined;
    const name = step.name || (step.kind === "" ? step.element : t(`flow_kinds.${step.kind}`));
    return {
      element: element?.id ?? null, seconds: (Date.parse(step.at) - first) / 1000,
      name: step.flow === flow.key ? name : `${name} ${t("flow_simulator.other_flow", { name: step.flow_name || step.flow })}`,
      reason: [cameBy(step, path[index - 1]), step.ended === "" ? "" : t(`flow_replay.ended_${step.ended}`)].filter((part) => part !== "").join(". "),
    };
  });
}

function Path({ call, flow, document, onClose, note }: { call: CallDetail; flow: Flow; document: FlowDocument; note: string; onClose: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [shown, setShown] = useState<string | null>(null);
  const path = useMemo(() => litPath(document, stepsOfRecord(call.path.map((step) => ({ ...step, flow: String(step.flow) }))), String(flow.key)), [call.path, document, flow.key]);
  const steps = useToldPath(call.path, flow, document);
  return (
    <div className={classes.shown} data-testid="replay">
      <div className={classes.banner}>
        <Text size="sm" fw={600}>{t("flow_replay.title", { time: formats.moment(call.started_at) })}</Text>
        <Text size="sm" c="dimmed">{note}</Text>
        <Button size="compact-sm" variant="default" leftSection={<IconArrowLeft size={14} />} onClick={onClose}>{t("flow_replay.close")}</Button>
      </div>
      <div className={classes.replay}>
        <Drawing document={document} path={path} shown={shown} />
        <Stack className={classes.replaySteps}><StepList steps={steps} onShow={setShown} /></Stack>
      </div>
    </div>
  );
}

function OnItsVersion({ call, flow, draft, onClose }: { call: CallDetail; flow: Flow; draft: FlowDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const here = call.path.find((step) => step.flow === flow.key);
  const version = useVersion(flow.id, here?.version ?? null);
  if (!here) return <Alert m="md" color="yellow" variant="light">{t("flow_replay.not_here")}</Alert>;
  if (here.version === null) return <Path call={call} flow={flow} document={draft} note={t("flow_replay.draft")} onClose={onClose} />;
  if (version.error) return <Path call={call} flow={flow} document={draft} note={t("flow_replay.gone")} onClose={onClose} />;
  return <QueryView query={version}>{({ document }) => <Path call={call} flow={flow} document={document} note={t("flow_replay.version", { version: here.version })} onClose={onClose} />}</QueryView>;
}

export default function Replay({ flow, call, draft, onClose }: ReplayProps) {
  const query = $api.useQuery("get", "/api/v1/calls/{id}/", { params: { path: { id: call } } });
  return <QueryView query={query}>{(detail) => <OnItsVersion call={detail} flow={flow} draft={draft} onClose={onClose} />}</QueryView>;
}
