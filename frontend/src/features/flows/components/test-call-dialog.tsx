import { useState } from "react";
import { Alert, Button, Group, Modal, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { IconPhoneCall } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { asApiError, type ApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { callThrough, type Flow, type TestCallBody } from "@/features/flows/api";
import { CallerFields } from "@/features/flows/components/rehearsal-fields";
import { TestCallProgress } from "@/features/flows/components/test-call-progress";
import type { FlowDocument } from "@/features/flows/model/document";
import type { Rehearsal } from "@/features/flows/model/rehearsal";
import type { AskedCall } from "@/features/flows/model/test-call";
import { momentOf } from "@/lib/period";
import { useLive } from "@/realtime/live";
import { useMay, useSession } from "@/session/session";

/** Inputs of the dialog by their names in the request: what is wrong with them is told beside them. */
const INPUTS = ["device", "caller", "at"] as const;
type Input = (typeof INPUTS)[number];

interface TestCallDialogProps {
  flow: Flow;
  document: FlowDocument;
  rehearsal: Rehearsal;
  onClose: () => void;
}

/** Phones that may be called: one's own first, and the others for whoever may change them; those that are there before those
 *  that are not. */
function usePhones() {
  const { t } = useTranslation();
  const mayAny = useMay("device.edit");
  const { registrations, isLoaded } = useLive("company");
  const own = $api.useQuery("get", "/api/v1/own/");
  const all = $api.useQuery("get", "/api/v1/devices/", { params: { query: { page_size: 500 } } }, { enabled: mayAny });
  const mine = own.data?.devices ?? [];
  const rest = (all.data?.results ?? []).filter(({ id }) => !mine.some((device) => device.id === id));
  const phones = [...mine, ...rest].map(({ id, login, title, extension }) => {
    const isThere = !isLoaded || registrations[login]?.state === "registered";
    const name = [extension?.number, title || login].filter(Boolean).join(" · ");
    return { value: id, name, isThere, label: isThere ? name : t("flow_simulator.offline", { device: name }) };
  });
  return { phones: [...phones.filter(({ isThere }) => isThere), ...phones.filter(({ isThere }) => !isThere)], isLoading: own.isLoading || all.isLoading };
}

/** What a refusal says of each input, and of none of them. */
function useRefusal() {
  const textOf = useErrorText();
  const [error, setError] = useState<ApiError | null>(null);
  const fieldOf = (name: Input) => {
    const problem = error?.fields[name]?.[0];
    return problem && textOf(problem);
  };
  const isTold = INPUTS.some((name) => fieldOf(name) !== undefined);
  return { fieldOf, problems: error === null || isTold ? [] : [textOf(error)], setError };
}

/** "Call me through this draft as this caller at this moment." */
export default function TestCallDialog({ flow, document, rehearsal: first, onClose }: TestCallDialogProps) {
  const { t } = useTranslation();
  const zone = useSession().tenant?.timezone ?? "UTC";
  const { phones, isLoading } = usePhones();
  const [rehearsal, setRehearsal] = useState(first);
  const [chosen, setChosen] = useState<string | null>(null);
  const [use, setUse] = useState<TestCallBody["use"]>("draft");
  const [isBusy, setBusy] = useState(false);
  const [asked, setAsked] = useState<(AskedCall & { phone: string }) | null>(null);
  const { fieldOf, problems, setError } = useRefusal();
  const device = phones.find(({ value }) => value === chosen) ?? phones[0];
  const run = async () => {
    if (device === undefined) return;
    // Which phone is rung stays as it is, though others come and go.
    setChosen(device.value);
    setBusy(true);
    setError(null);
    setAsked(null);
    try {
      const made = await callThrough(flow.id, { device: device.value, caller: rehearsal.caller, at: momentOf(rehearsal.at, zone), start: rehearsal.start, use });
      setAsked({ ...made, phone: device.name });
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t("flow_simulator.test_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Text size="sm" c="dimmed">{t("flow_simulator.test_text")}</Text>
        {!isLoading && phones.length === 0 && <Alert color="orange" variant="light">{t("flow_simulator.no_devices")}</Alert>}
        <Select label={t("flow_simulator.device")} data={phones.map(({ value, label }) => ({ value, label }))} value={device?.value ?? null} searchable allowDeselect={false} nothingFoundMessage={t("table.nothing_found")} error={fieldOf("device")} onChange={setChosen} />
        <CallerFields document={document} value={rehearsal} onChange={(patch) => { setRehearsal((old) => ({ ...old, ...patch })); }} errorOf={fieldOf} />
        {flow.published_version !== null && (
          <SegmentedControl
            aria-label={t("flow_simulator.use")} value={use} onChange={(next) => { setUse(next as TestCallBody["use"]); }}
            data={[{ value: "draft", label: t("flow_simulator.use_draft") }, { value: "published", label: t("flow_simulator.use_published") }]}
          />
        )}
        {asked && <TestCallProgress key={asked.id} flow={flow.id} asked={asked} phone={asked.phone} onClose={onClose} />}
        <Problems problems={problems} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("common.close")}</Button>
          <Button leftSection={<IconPhoneCall size={16} />} loading={isBusy} disabled={device === undefined} onClick={() => void run()}>{t(asked ? "flow_simulator.call_again" : "flow_simulator.call")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
