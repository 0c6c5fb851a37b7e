import { useEffect, useMemo, useState } from "react";
import { Alert, Button, Divider, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPhoneCall } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { dayIn, mondayOf, onlyOutcome } from "@/components/flows/week";
import { WeekSwitch } from "@/components/flows/week-switch";
import { WeekView } from "@/components/flows/week-view";
import { lazily } from "@/components/lazily";
import { QueryView } from "@/components/states";
import { useSimulation, useWeek, type Flow, type Simulated } from "@/features/flows/api";
import { PanelHead } from "@/features/flows/components/panel-head";
import { CallerFields, CircumstanceFields } from "@/features/flows/components/rehearsal-fields";
import { StepList } from "@/features/flows/components/step-list";
import { elementOf, type FlowDocument } from "@/features/flows/model/document";
import { litPath, type LitPath } from "@/features/flows/model/path";
import { FIRST_REHEARSAL, type Rehearsal } from "@/features/flows/model/rehearsal";
import { formatPhone } from "@/lib/phone";
import { useMay, useSession } from "@/session/session";

const TestCallDialog = lazily(() => import("@/features/flows/components/test-call-dialog"));
const TYPING_PAUSE_MS = 350;
/** Opacity of an answer to what was asked before. */
const STALE = 0.55;
/** Inputs that say themselves what is wrong with them. */
const FIELDS = ["caller", "at"] as const;

interface SimulatorPanelProps {
  flow: Flow;
  document: FlowDocument;
  onPath: (path: LitPath | null) => void;
  onShow: (id: string) => void;
  onClose: () => void;
  /** Saves the draft: a phone hears what is saved. */
  flush: () => Promise<boolean>;
}

function useToldSteps(steps: Simulated["steps"], flow: Flow, document: FlowDocument) {
  const { t } = useTranslation();
  const nameOf = ({ name, kind, element }: Simulated["steps"][number]) => {
    if (name !== "") return name;
    return kind === "level" ? t("flow_editor.level", { level: element.replace("level", "") }) : t(`flow_kinds.${kind}`);
  };
  return steps.map((step) => ({
    element: step.flow === flow.id && elementOf(document, step.element) ? step.element : null,
    name: step.flow === flow.id ? nameOf(step) : `${nameOf(step)} ${t("flow_simulator.other_flow", { name: step.flow_name })}`,
    reason: step.reason.message, seconds: step.at_seconds,
  }));
}

function Answer({ simulated, flow, document, onPath, onShow }: { simulated: Simulated } & Pick<SimulatorPanelProps, "flow" | "document" | "onPath" | "onShow">) {
  const steps = useToldSteps(simulated.steps, flow, document);
  const path = useMemo(() => litPath(document, simulated.steps, flow.id), [document, flow.id, simulated.steps]);
  useEffect(() => { onPath(path); }, [onPath, path]);
  return (
    <Stack gap="xs">
      <Alert variant="light" color="tide" data-testid="outcome"><Text size="sm" fw={600}>{simulated.sentence || simulated.outcome.message}</Text></Alert>
      <StepList steps={steps} onShow={onShow} />
    </Stack>
  );
}

function WeekPart({ flow, document, rehearsal, zone, onPick }: { flow: Flow; document: FlowDocument; rehearsal: Rehearsal; zone: string; onPick: (at: string) => void }) {
  const { t } = useTranslation();
  const [turnedTo, setTurnedTo] = useState<string | null>(null);
  const monday = turnedTo ?? mondayOf(rehearsal.at ?? dayIn(new Date(), zone));
  const week = useWeek(flow.id, { document, rehearsal, monday });
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap">
        <div><Text size="sm" fw={650}>{t("flow_week.title")}</Text><Text size="xs" c="dimmed">{t("flow_week.text")}</Text></div>
        <WeekSwitch monday={monday} onChange={setTurnedTo} />
      </Group>
      <QueryView query={week} rows={3}>
        {({ segments, grain_minutes: grain }) => {
          const only = onlyOutcome(segments);
          if (only !== null) return <Text size="sm" data-testid="whole-week">{t("flow_week.whole", { outcome: only })}</Text>;
          return <WeekView segments={segments} grainMinutes={grain} monday={monday} zone={zone} onPick={(at) => { setTurnedTo(null); onPick(at); }} />;
        }}
      </QueryView>
    </Stack>
  );
}

/** A call thought through on the server: its path is lit on the drawing, each step with its reason. */
export default function SimulatorPanel({ flow, document, onPath, onShow, onClose, flush }: SimulatorPanelProps) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const zone = useSession().tenant?.timezone ?? "UTC";
  const [rehearsal, setRehearsal] = useState<Rehearsal>(() => ({ ...FIRST_REHEARSAL, caller: formatPhone(FIRST_REHEARSAL.caller) }));
  const [isCalling, setCalling] = useState(false);
  const mayCall = useMay("flow.edit");
  const change = (patch: Partial<Rehearsal>) => { setRehearsal((old) => ({ ...old, ...patch })); };
  const [asked] = useDebouncedValue(useMemo(() => ({ document, rehearsal, zone }), [document, rehearsal, zone]), TYPING_PAUSE_MS);
  const simulation = useSimulation(flow.id, asked);
  const refused = simulation.error === null ? {} : asApiError(simulation.error).fields;
  const errorOf = (field: string) => refused[field]?.map(textOf).join(" ");
  const isFieldWrong = FIELDS.some((field) => field in refused);
  // A path that nobody has thought through is not shown as if it were one.
  useEffect(() => { if (simulation.isError) onPath(null); }, [onPath, simulation.isError]);
  return (
    <Stack gap="md" component="section" aria-label={t("flow_simulator.title")} data-testid="simulator">
      <PanelHead title={t("flow_simulator.title")} onClose={onClose} />
      <CallerFields document={document} value={rehearsal} onChange={change} errorOf={errorOf} />
      <CircumstanceFields document={document} value={rehearsal} onChange={change} />
      {!isFieldWrong && (
        <div aria-busy={simulation.isPlaceholderData} style={simulation.isPlaceholderData ? { opacity: STALE } : undefined}>
          <QueryView query={simulation} rows={4}>{(simulated) => <Answer simulated={simulated} flow={flow} document={asked.document} onPath={onPath} onShow={onShow} />}</QueryView>
        </div>
      )}
      {mayCall && <Button variant="default" leftSection={<IconPhoneCall size={16} />} onClick={() => { void flush().then((isSaved) => { setCalling(isSaved); }); }}>{t("flow_simulator.test_call")}</Button>}
      <Divider />
      {!isFieldWrong && <WeekPart flow={flow} document={asked.document} rehearsal={asked.rehearsal} zone={zone} onPick={(at) => { change({ at }); }} />}
      {isCalling && <TestCallDialog flow={flow} document={document} rehearsal={rehearsal} onClose={() => { setCalling(false); }} />}
    </Stack>
  );
}
