/** A test call from the ringing of the phone to what became of it. */

import { useEffect, useState } from "react";
import { Alert, Anchor, Group, Loader, Text } from "@mantine/core";
import { IconCircleCheck, IconPhoneOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { LiveTimer } from "@/components/live-timer";
import { TEST_CALL_PATIENCE_MS, testCallState, type AskedCall } from "@/features/flows/model/test-call";
import { formatDuration } from "@/lib/format";
import { useLive } from "@/realtime/live";

/** Results of a phone that was rung and not taken; each has a sentence of its own. */
const NOT_TAKEN = ["busy", "declined", "no_answer", "unreachable"] as const;

function useTestCallState(asked: AskedCall) {
  const live = useLive("company");
  const [wasSeen, setWasSeen] = useState(false);
  const [isLate, setLate] = useState(false);
  if (!wasSeen && asked.liveId in live.calls) setWasSeen(true);
  useEffect(() => {
    const timer = window.setTimeout(() => { setLate(true); }, TEST_CALL_PATIENCE_MS);
    return () => { window.clearTimeout(timer); };
  }, []);
  return testCallState(live, asked, { wasSeen, isLate });
}

/** What became of it, as the history tells. */
function Ending({ flow, call, phone, onClose }: { flow: string; call: string; phone: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error } = $api.useQuery("get", "/api/v1/calls/{id}/", { params: { path: { id: call } } });
  if (error) return <Alert role="status" color="gray" variant="light">{t("flow_simulator.ended")}</Alert>;
  if (!data) return <Alert role="status" color="tide" variant="light" icon={<Loader size="xs" />}>{t("flow_simulator.ended")}</Alert>;
  const refusal = NOT_TAKEN.find((result) => result === data.result);
  if (data.path.length === 0) {
    return <Alert role="status" color="orange" variant="light" icon={<IconPhoneOff />} data-testid="test-call-ending">{t(refusal ? `flow_simulator.ended_${refusal}` : "flow_simulator.ended_failed", { device: phone })}</Alert>;
  }
  return (
    <Alert role="status" color="tide" variant="light" icon={<IconCircleCheck />} data-testid="test-call-ending">
      <Text size="sm">{t("flow_simulator.ended_heard", { duration: formatDuration(data.duration_seconds) })}</Text>
      <Anchor size="sm" component={Link} to={`/flows/${flow}`} search={{ call } as never} onClick={onClose}>{t("flow_simulator.show_path")}</Anchor>
    </Alert>
  );
}

interface TestCallProgressProps {
  flow: string;
  asked: AskedCall;
  /** The phone that is rung, in words. */
  phone: string;
  onClose: () => void;
}

export function TestCallProgress({ flow, asked, phone, onClose }: TestCallProgressProps) {
  const { t } = useTranslation();
  const state = useTestCallState(asked);
  switch (state.at) {
    case "ringing":
      return <Alert role="status" color="tide" variant="light" icon={<Loader size="xs" />} data-testid="test-call">{t("flow_simulator.ringing", { device: phone })}</Alert>;
    case "listening":
      return (
        <Alert role="status" color="tide" variant="light" icon={<Loader size="xs" type="bars" />} data-testid="test-call">
          <Group gap="xs"><Text size="sm">{t("flow_simulator.listening")}</Text><LiveTimer since={state.since} size="sm" fw={600} /></Group>
        </Alert>
      );
    case "over":
      return state.isRecorded ? <Ending flow={flow} call={asked.id} phone={phone} onClose={onClose} /> : <Alert role="status" color="tide" variant="light" icon={<Loader size="xs" />}>{t("flow_simulator.ended")}</Alert>;
    case "lost":
      return <Alert role="alert" color="red" variant="light" icon={<IconPhoneOff />}>{t("flow_simulator.lost")}</Alert>;
  }
}
