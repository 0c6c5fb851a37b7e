import { Group, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MomentInput } from "@/components/form/moment-input";
import { nameOf } from "@/features/flows/elements/registry";
import type { FlowDocument } from "@/features/flows/model/document";
import { entriesOf, listsOf, PHONE_STATES, phonesOf, type PhoneState, type Rehearsal } from "@/features/flows/model/rehearsal";
import { useThings } from "@/features/flows/things";

interface RehearsalFieldsProps {
  document: FlowDocument;
  value: Rehearsal;
  onChange: (patch: Partial<Rehearsal>) => void;
}

/** Who calls, where, and when. */
export function CallerFields({ document, value, onChange }: RehearsalFieldsProps) {
  const { t } = useTranslation();
  const entries = entriesOf(document).flatMap((id) => {
    const element = document.elements.find((other) => other.id === id);
    return element ? [{ value: id, label: [nameOf(element, { t }), element.number].filter((part) => part !== "").join(" · ") }] : [];
  });
  return (
    <Stack gap="xs">
      <TextInput label={t("flow_simulator.caller")} type="tel" value={value.caller} onChange={(event) => { onChange({ caller: event.currentTarget.value }); }} />
      {entries.length > 1 && <Select label={t("flow_simulator.start")} data={entries} value={value.start === "" ? (entries[0]?.value ?? null) : value.start} allowDeselect={false} onChange={(start) => { onChange({ start: start ?? "" }); }} />}
      <MomentInput label={t("flow_simulator.at")} placeholder={t("flow_simulator.now")} value={value.at} onChange={(at) => { onChange({ at }); }} />
    </Stack>
  );
}

/** What is pressed, how phones are, who is on which list. */
export function CircumstanceFields({ document, value, onChange }: RehearsalFieldsProps) {
  const { t } = useTranslation();
  const things = useThings();
  const phones = phonesOf(document, things);
  const lists = listsOf(document, things);
  const answers = [{ value: "", label: t("flow_simulator.looked_up") }, { value: "yes", label: t("flow_simulator.listed") }, { value: "no", label: t("flow_simulator.not_listed") }];
  const setList = (key: string, answer: string) => {
    const rest = Object.fromEntries(Object.entries(value.listed).filter(([other]) => other !== key));
    onChange({ listed: answer === "" ? rest : { ...rest, [key]: answer === "yes" } });
  };
  return (
    <Stack gap="xs">
      <TextInput label={t("flow_simulator.keys")} description={t("flow_simulator.keys_text")} placeholder="1, 204" value={value.keys} onChange={(event) => { onChange({ keys: event.currentTarget.value }); }} />
      {phones.map((phone) => (
        <Select
          key={phone.value} size="xs" label={phone.label} data={PHONE_STATES.map((state) => ({ value: state, label: t(`flow_simulator.phone_${state}`) }))} value={value.phones[phone.value] ?? "answers"} allowDeselect={false}
          onChange={(state) => { onChange({ phones: { ...value.phones, [phone.value]: state as PhoneState } }); }}
        />
      ))}
      {lists.map((list) => (
        <Group key={list.value} justify="space-between" gap={4}>
          <Text size="sm" id={`list-${list.value}`}>{list.label}</Text>
          <SegmentedControl size="xs" aria-labelledby={`list-${list.value}`} data={answers} value={value.listed[list.value] === undefined ? "" : value.listed[list.value] ? "yes" : "no"} onChange={(answer) => { setList(list.value, answer); }} />
        </Group>
      ))}
    </Stack>
  );
}
