import { useState } from "react";
import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MomentInput } from "@/components/form/moment-input";
import { nameOf } from "@/features/flows/elements/registry";
import type { FlowDocument } from "@/features/flows/model/document";
import { entriesOf, listsOf, PHONE_STATES, phonesOf, type Named, type PhoneState, type Rehearsal } from "@/features/flows/model/rehearsal";
import { useThings } from "@/features/flows/things";
import { formatPhone } from "@/lib/phone";

/** How many phones are shown at once: a group may have hundreds. */
const FEW_PHONES = 5;

interface RehearsalFieldsProps {
  document: FlowDocument;
  value: Rehearsal;
  onChange: (patch: Partial<Rehearsal>) => void;
  /** What is wrong with an input. */
  errorOf?: (field: "caller" | "at") => string | undefined;
}

/** Who calls, where, and when. */
export function CallerFields({ document, value, onChange, errorOf }: RehearsalFieldsProps) {
  const { t } = useTranslation();
  const entries = entriesOf(document).map(({ element, number }) => ({
    value: `${element.id}/${number}`, label: number === "" ? nameOf(element, { t }) : t("flow_simulator.by_number", { number: formatPhone(number) }), start: element.id, number,
  }));
  const choose = (key: string | null) => {
    const { start = "", number = "" } = entries.find((entry) => entry.value === key) ?? {};
    onChange({ start, number });
  };
  const chosen = entries.find(({ start, number }) => start === value.start && number === value.number) ?? entries[0];
  return (
    <Stack gap="xs">
      <TextInput label={t("flow_simulator.caller")} type="tel" value={value.caller} error={errorOf?.("caller")} onChange={(event) => { onChange({ caller: event.currentTarget.value }); }} />
      {entries.length > 1 && (
        <Select label={t("flow_simulator.start")} data={entries.map(({ value: key, label }) => ({ value: key, label }))} value={chosen?.value ?? null} allowDeselect={false} onChange={choose} />
      )}
      <MomentInput label={t("flow_simulator.at")} placeholder={t("flow_simulator.now")} value={value.at} error={errorOf?.("at")} onChange={(at) => { onChange({ at }); }} />
    </Stack>
  );
}

interface PhoneFieldsProps {
  phones: readonly Named[];
  value: Rehearsal["phones"];
  onChange: (phones: Rehearsal["phones"]) => void;
}

/** How each phone is; of many the first, and those of which something is told. */
export function PhoneFields({ phones, value, onChange }: PhoneFieldsProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isShort = phones.length <= FEW_PHONES + 1; // one more is no longer than the way to it
  const shown = phones.filter((phone, index) => isOpen || isShort || index < FEW_PHONES || value[phone.value] !== undefined);
  const hidden = phones.length - shown.length;
  const put = (number: string, state: PhoneState | null) => {
    const rest = Object.fromEntries(Object.entries(value).filter(([other]) => other !== number));
    onChange(state === null ? rest : { ...rest, [number]: state });
  };
  return (
    <Stack gap="xs" role="group" aria-label={t("flow_simulator.phones")}>
      <Text size="sm" fw={650}>{t("flow_simulator.phones")}</Text>
      {shown.map((phone) => (
        <Select
          key={phone.value} size="xs" label={phone.label} data={PHONE_STATES.map((state) => ({ value: state, label: t(`flow_simulator.phone_${state}`) }))} value={value[phone.value] ?? null} clearable placeholder={t("flow_simulator.phone_now")}
          clearButtonProps={{ "aria-label": t("table.clear_search") }} onChange={(state) => { put(phone.value, state as PhoneState | null); }}
        />
      ))}
      {(hidden > 0 || isOpen) && (
        <Button w="fit-content" size="compact-sm" variant="subtle" aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>{isOpen ? t("flow_simulator.fewer_phones") : t("flow_simulator.more_phones", { count: hidden })}</Button>
      )}
    </Stack>
  );
}

/** What is pressed, how phones are, who is on which list. */
export function CircumstanceFields({ document, value, onChange }: RehearsalFieldsProps) {
  const { t } = useTranslation();
  const things = useThings();
  const phones = phonesOf(document, things, value.keys);
  const lists = listsOf(document, things);
  const answers = [{ value: "", label: t("flow_simulator.looked_up") }, { value: "yes", label: t("flow_simulator.listed") }, { value: "no", label: t("flow_simulator.not_listed") }];
  const setList = (key: string, answer: string) => {
    const rest = Object.fromEntries(Object.entries(value.listed).filter(([other]) => other !== key));
    onChange({ listed: answer === "" ? rest : { ...rest, [key]: answer === "yes" } });
  };
  return (
    <Stack gap="sm">
      <TextInput label={t("flow_simulator.keys")} description={t("flow_simulator.keys_text")} placeholder="1, 204" value={value.keys} onChange={(event) => { onChange({ keys: event.currentTarget.value }); }} />
      {phones.length > 0 && <PhoneFields phones={phones} value={value.phones} onChange={(next) => { onChange({ phones: next }); }} />}
      {lists.length > 0 && (
        <Stack gap="xs" role="group" aria-label={t("flow_simulator.lists")}>
          <Text size="sm" fw={650}>{t("flow_simulator.lists")}</Text>
          {lists.map((list) => (
            <Group key={list.value} justify="space-between" gap={4}>
              <Text size="sm" id={`list-${list.value}`}>{list.label}</Text>
              <SegmentedControl size="xs" aria-labelledby={`list-${list.value}`} data={answers} value={value.listed[list.value] === undefined ? "" : value.listed[list.value] ? "yes" : "no"} onChange={(answer) => { setList(list.value, answer); }} />
            </Group>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
