import { ActionIcon, Alert, Badge, Button, Collapse, Group, Menu, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Switch, Text, TextInput, Tooltip } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { randomId, useDisclosure } from "@mantine/hooks";
import { IconAdjustments, IconDeviceLandlinePhone, IconDeviceMobile, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDeviceOptions, type Option } from "@/api/options";
import type { ReachEntry, ReachEntryBody } from "@/api/types";
import { ForwardingFields } from "@/components/reach/forwarding-fields";
import { SortableList } from "@/components/sortable-list";
import type { ExtensionValues } from "@/features/extensions/api";

/** An entry in the form; `key` tells entries apart while they move. */
export type FormEntry = Required<ReachEntryBody> & { key: string; kind: "device" | "outside" };
export type ExtensionFormValues = Omit<ExtensionValues, "reach"> & { reach: FormEntry[] };
export type ExtensionForm = UseFormReturnType<ExtensionFormValues>;

const BLANK: Omit<FormEntry, "key" | "kind"> = {
  device: null, outside_number: "", is_enabled: true, ring_seconds: 20, must_confirm: false,
  forward_mode: "none", forward_always_to: "", forward_busy_to: "", forward_timeout_to: "",
};

export function formEntry(entry: ReachEntry): FormEntry {
  const { id, ...values } = entry;
  return { ...BLANK, ...values, device: entry.device?.id ?? null, key: id, kind: entry.device === null ? "outside" : "device" };
}

/** What the API is sent: the target of the other kind and the form's own marks are left out. */
export function entryBody({ key, kind, ...entry }: FormEntry): ReachEntryBody {
  return kind === "device" ? { ...entry, outside_number: "" } : { ...entry, device: null };
}

interface EntryProps {
  form: ExtensionForm;
  index: number;
  entry: FormEntry;
  devices: Option[];
  isDisabled: boolean;
}

function Target({ form, index, entry, devices, isDisabled }: EntryProps) {
  const { t } = useTranslation();
  const path = `reach.${String(index)}`;
  if (entry.kind === "device") {
    return (
      <Select
        aria-label={t("reach.device")} placeholder={t("reach.device")} data={devices} searchable disabled={isDisabled} allowDeselect={false} leftSection={<IconDeviceLandlinePhone size={16} aria-hidden />}
        nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps(`${path}.device`)}
      />
    );
  }
  return (
    <TextInput
      aria-label={t("reach.outside_number")} placeholder={t("reach.outside_example")} type="tel" disabled={isDisabled} leftSection={<IconDeviceMobile size={16} aria-hidden />}
      {...form.getInputProps(`${path}.outside_number`)}
    />
  );
}

function Entry(props: EntryProps) {
  const { form, index, entry, isDisabled } = props;
  const { t } = useTranslation();
  const [isOpen, { toggle }] = useDisclosure(false);
  const path = `reach.${String(index)}`;
  const hasErrors = Object.keys(form.errors).some((key) => key.startsWith(`${path}.forward`));
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        <div style={{ flex: "1 1 200px" }}><Target {...props} /></div>
        <NumberInput
          aria-label={t("reach.ring_seconds")} w={110} min={5} max={300} suffix={` ${t("units.s")}`} disabled={isDisabled} allowDecimal={false}
          {...form.getInputProps(`${path}.ring_seconds`)}
        />
        <Group gap={4} h={36}>
          <Tooltip label={t("reach.is_enabled")}><div><Switch aria-label={t("reach.is_enabled")} disabled={isDisabled} {...form.getInputProps(`${path}.is_enabled`, { type: "checkbox" })} /></div></Tooltip>
          <Tooltip label={t("reach.more")}>
            <ActionIcon size="lg" onClick={toggle} aria-expanded={isOpen} aria-label={t("reach.more")}><IconAdjustments size={18} /></ActionIcon>
          </Tooltip>
          {!isDisabled && <ActionIcon size="lg" aria-label={t("reach.remove")} onClick={() => { form.removeListItem("reach", index); }}><IconTrash size={18} /></ActionIcon>}
        </Group>
      </Group>
      <Group gap="xs">
        {entry.must_confirm && <Badge variant="light" color="gray" tt="none">{t("reach.must_confirm_short")}</Badge>}
        {entry.forward_mode !== "none" && <Badge variant="light" color="gray" tt="none">{t("reach.forward_mode")}: {t(`reach.forward_${entry.forward_mode}`)}</Badge>}
      </Group>
      <Collapse expanded={isOpen || hasErrors}>
        <Stack gap="sm" pb="xs">
          <Switch label={t("reach.must_confirm")} description={t("reach.must_confirm_hint")} disabled={isDisabled} {...form.getInputProps(`${path}.must_confirm`, { type: "checkbox" })} />
          <ForwardingFields mode={entry.forward_mode} inputProps={(field) => ({ ...form.getInputProps(`${path}.${field}`), disabled: isDisabled })} />
        </Stack>
      </Collapse>
    </Stack>
  );
}

/** The ordered ways to reach a person. */
export function ReachEditor({ form, isDisabled }: { form: ExtensionForm; isDisabled: boolean }) {
  const { t } = useTranslation();
  const devices = useDeviceOptions();
  const { reach } = form.values;
  const nameOf = (entry: FormEntry) => (entry.kind === "device" ? devices.find((device) => device.value === entry.device)?.label : entry.outside_number) || t("reach.new");
  const add = (kind: FormEntry["kind"]) => { form.insertListItem("reach", { ...BLANK, kind, key: randomId() }); };
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <div>
          <Text size="sm" fw={500} mb={4} id="ring-order">{t("reach.ring_order")}</Text>
          <SegmentedControl
            aria-labelledby="ring-order" disabled={isDisabled} {...form.getInputProps("ring_order")}
            data={["parallel", "sequential"].map((value) => ({ value, label: t(`reach.${value}`) }))}
          />
        </div>
      </SimpleGrid>
      <Text size="sm" c="dimmed">{t(`reach.${form.values.ring_order}_text`)}</Text>
      {typeof form.errors.reach === "string" && <Alert color="red" variant="light">{form.errors.reach}</Alert>}
      {reach.length === 0 && <Alert color="yellow" variant="light">{t("reach.nobody")}</Alert>}
      <SortableList items={reach} keyOf={(entry) => entry.key} nameOf={nameOf} isDisabled={isDisabled} onMove={(from, to) => { form.reorderListItem("reach", { from, to }); }}>
        {(entry, index) => <Entry form={form} index={index} entry={entry} devices={devices} isDisabled={isDisabled} />}
      </SortableList>
      {!isDisabled && (
        <Menu position="bottom-start">
          <Menu.Target><Button w="fit-content" variant="default" leftSection={<IconPlus size={16} />}>{t("reach.add")}</Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconDeviceLandlinePhone size={16} />} onClick={() => { add("device"); }}>{t("reach.add_device")}</Menu.Item>
            <Menu.Item leftSection={<IconDeviceMobile size={16} />} onClick={() => { add("outside"); }}>{t("reach.add_outside")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}
