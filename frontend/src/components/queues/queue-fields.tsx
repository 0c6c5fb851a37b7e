import { ActionIcon, Group, NumberInput, Radio, Select, SimpleGrid, Stack, Text, Textarea, TextInput, type InputWrapperProps } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useExtensionOptions, useMediaPackageOptions } from "@/api/options";
import { MediaSelect } from "@/components/media/media-select";
import { USUAL_SERVICES } from "@/components/outside/services";
import { PresenceDot } from "@/components/presence-dot";
import { ALGORITHMS, type QueueValues } from "@/components/queues/queues";
import { SortableList } from "@/components/sortable-list";

export const NEW_QUEUE: QueueValues = { number: "", name: "", description: "", algorithm: "ringall", ring_seconds: 20, wait_seconds: 60, wrap_up_seconds: 0, max_length: 0, greeting: null, music: null, members: [], ...USUAL_SERVICES };

/** What a field is for stands below it. */
const ORDER: InputWrapperProps["inputWrapperOrder"] = ["label", "input", "description", "error"];

interface QueueFieldsProps {
  form: UseFormReturnType<QueueValues>;
  isDisabled: boolean;
}

export function QueueFields({ form, isDisabled }: QueueFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t("queues.number")} required inputMode="numeric" disabled={isDisabled} {...form.getInputProps("number")} />
        <TextInput label={t("queues.name")} required disabled={isDisabled} {...form.getInputProps("name")} />
      </SimpleGrid>
      <Textarea label={t("queues.description")} autosize minRows={1} maxRows={4} disabled={isDisabled} {...form.getInputProps("description")} />
      <Radio.Group label={t("queues.algorithm")} {...form.getInputProps("algorithm")}>
        <Stack gap="xs" mt={6}>{ALGORITHMS.map((value) => <Radio key={value} value={value} disabled={isDisabled} label={t(`queues.algorithm_${value}`)} description={t(`queues.algorithm_${value}_text`)} />)}</Stack>
      </Radio.Group>
    </Stack>
  );
}

/** How callers wait, and for how long. */
export function QueueWaiting({ form, isDisabled }: QueueFieldsProps) {
  const { t } = useTranslation();
  const packages = useMediaPackageOptions();
  const seconds = { allowDecimal: false, suffix: ` ${t("units.s")}`, disabled: isDisabled, inputWrapperOrder: ORDER };
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput label={t("queues.wait_seconds")} description={t("queues.wait_seconds_hint")} min={5} max={7200} {...seconds} {...form.getInputProps("wait_seconds")} />
        <NumberInput label={t("queues.max_length")} description={t("queues.max_length_hint")} min={0} max={500} allowDecimal={false} disabled={isDisabled} inputWrapperOrder={ORDER} {...form.getInputProps("max_length")} />
        <NumberInput label={t("queues.ring_seconds")} description={t("queues.ring_seconds_hint")} min={5} max={120} {...seconds} {...form.getInputProps("ring_seconds")} />
        <NumberInput label={t("queues.wrap_up_seconds")} description={t("queues.wrap_up_seconds_hint")} min={0} max={600} {...seconds} {...form.getInputProps("wrap_up_seconds")} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <MediaSelect
          label={t("queues.greeting")} description={t("queues.greeting_hint")} placeholder={t("queues.no_greeting")} value={form.values.greeting} error={form.errors.greeting} isDisabled={isDisabled}
          onChange={(greeting) => { form.setFieldValue("greeting", greeting); }}
        />
        <Select
          label={t("queues.music")} description={t("queues.music_hint")} placeholder={t("queues.ringing")} data={packages} searchable clearable disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")}
          inputWrapperOrder={ORDER} clearButtonProps={{ "aria-label": t("table.clear_search") }} {...form.getInputProps("music")}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** Who is rung, in which order. */
export function QueueMembers({ form, isDisabled }: QueueFieldsProps) {
  const { t } = useTranslation();
  const extensions = useExtensionOptions();
  const { members } = form.values;
  const labelOf = (id: string) => extensions.find((option) => option.value === id)?.label ?? "…";
  const free = extensions.filter((option) => !members.includes(option.value));
  const error = Object.entries(form.errors).find(([key]) => key.startsWith("members"))?.[1];
  return (
    <Stack>
      {members.length === 0 && <Text size="sm" c="dimmed">{t("queues.no_members")}</Text>}
      <SortableList items={members} keyOf={(id) => id} nameOf={labelOf} isDisabled={isDisabled} onMove={(from, to) => { form.reorderListItem("members", { from, to }); }}>
        {(id, index) => (
          <Group justify="space-between" wrap="nowrap" mih={36}>
            <Group gap="sm" wrap="nowrap"><Text size="sm" c="dimmed" w={18} ta="right">{index + 1}</Text><PresenceDot number={labelOf(id).split(" ", 1)[0] ?? ""} /><Text size="sm">{labelOf(id)}</Text></Group>
            {!isDisabled && <ActionIcon aria-label={t("queues.remove_member", { name: labelOf(id) })} onClick={() => { form.removeListItem("members", index); }}><IconX size={16} /></ActionIcon>}
          </Group>
        )}
      </SortableList>
      {!isDisabled && (
        <Select
          label={t("queues.add_member")} placeholder={t("queues.choose_member")} data={free} value={null} searchable nothingFoundMessage={t("table.nothing_found")} maw={420} error={error}
          onChange={(id) => { if (id !== null) form.insertListItem("members", id); }}
        />
      )}
    </Stack>
  );
}
