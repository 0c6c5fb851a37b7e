import { useState } from "react";
import { Alert, Anchor, Button, Group, Modal, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { IconPhoneCall } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { callThrough, type Flow, type TestCallBody } from "@/features/flows/api";
import { CallerFields } from "@/features/flows/components/rehearsal-fields";
import type { FlowDocument } from "@/features/flows/model/document";
import type { Rehearsal } from "@/features/flows/model/rehearsal";
import { momentOf } from "@/lib/period";
import { useMay, useSession } from "@/session/session";

interface TestCallDialogProps {
  flow: Flow;
  document: FlowDocument;
  rehearsal: Rehearsal;
  onClose: () => void;
}

/** Phones that may be called: one's own first, and the others for whoever may change them. */
function usePhones() {
  const mayAny = useMay("device.edit");
  const own = $api.useQuery("get", "/api/v1/own/").data?.devices ?? [];
  const all = $api.useQuery("get", "/api/v1/devices/", { params: { query: { page_size: 500 } } }, { enabled: mayAny }).data?.results ?? [];
  const rest = all.filter(({ id }) => !own.some((device) => device.id === id));
  return [...own, ...rest].map(({ id, login, title, extension }) => ({ value: id, label: [extension?.number, title || login].filter(Boolean).join(" · ") }));
}

/** "Call me through this draft as this caller at this moment." */
export default function TestCallDialog({ flow, document, rehearsal: first, onClose }: TestCallDialogProps) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const zone = useSession().tenant?.timezone ?? "UTC";
  const phones = usePhones();
  const [rehearsal, setRehearsal] = useState(first);
  const [chosen, setChosen] = useState<string | null>(null);
  const [use, setUse] = useState<TestCallBody["use"]>("draft");
  const [isBusy, setBusy] = useState(false);
  const [call, setCall] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const device = chosen ?? phones[0]?.value;
  const run = async () => {
    if (device === undefined) return;
    setBusy(true);
    setProblem(null);
    try {
      setCall(await callThrough(flow.id, { device, caller: rehearsal.caller, at: momentOf(rehearsal.at, zone), start: rehearsal.start, use }));
    } catch (thrown) {
      setProblem(textOf(asApiError(thrown)));
    }
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t("flow_simulator.test_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Text size="sm" c="dimmed">{t("flow_simulator.test_text")}</Text>
        {phones.length === 0 && <Alert color="orange" variant="light">{t("flow_simulator.no_devices")}</Alert>}
        <Select label={t("flow_simulator.device")} data={phones} value={device ?? null} searchable allowDeselect={false} nothingFoundMessage={t("table.nothing_found")} onChange={setChosen} />
        <CallerFields document={document} value={rehearsal} onChange={(patch) => { setRehearsal((old) => ({ ...old, ...patch })); }} />
        {flow.published_version !== null && (
          <SegmentedControl
            aria-label={t("flow_simulator.use")} value={use} onChange={(next) => { setUse(next as TestCallBody["use"]); }}
            data={[{ value: "draft", label: t("flow_simulator.use_draft") }, { value: "published", label: t("flow_simulator.use_published") }]}
          />
        )}
        {call !== null && (
          <Alert color="tide" variant="light" role="status">
            <Text size="sm">{t("flow_simulator.calling", { device: phones.find(({ value }) => value === device)?.label ?? "" })}</Text>
            <Anchor size="sm" component={Link} to={`/flows/${flow.id}`} search={{ call } as never} onClick={onClose}>{t("flow_simulator.path_later")}</Anchor>
          </Alert>
        )}
        <Problems problems={problem === null ? [] : [problem]} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("common.close")}</Button>
          <Button leftSection={<IconPhoneCall size={16} />} loading={isBusy} disabled={device === undefined} onClick={() => void run()}>{t("flow_simulator.call")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
