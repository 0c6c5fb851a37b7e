import { ActionIcon, Group, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useExtensionOptions } from "@/api/options";
import { USUAL_SERVICES } from "@/components/outside/services";
import { PresenceDot } from "@/components/presence-dot";
import type { QueueValues } from "@/components/queues/queues";
import { SortableList } from "@/components/sortable-list";

export const NEW_QUEUE: QueueValues = { number: "", name: "", description: "", ring_order: "parallel", ring_seconds: 30, members: [], ...USUAL_SERVICES };

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
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <div>
          <Text size="sm" fw={500} mb={4} id="queue-order">{t("reach.ring_order")}</Text>
          <SegmentedControl
            fullWidth aria-labelledby="queue-order" disabled={isDisabled} {...form.getInputProps("ring_order")}
            data={["parallel", "sequential"].map((value) => ({ value, label: t(`reach.${value}`) }))}
          />
        </div>
        <NumberInput label={t("queues.ring_seconds")} min={5} max={300} allowDecimal={false} suffix={` ${t("units.s")}`} disabled={isDisabled} {...form.getInputProps("ring_seconds")} />
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
