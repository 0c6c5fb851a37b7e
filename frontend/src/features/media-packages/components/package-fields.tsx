import { useState } from "react";
import { ActionIcon, Box, Button, Group, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { lazily } from "@/components/lazily";
import { MediaPlayer } from "@/components/media/media-player";
import { SortableList } from "@/components/sortable-list";
import type { PackageValues } from "@/features/media-packages/api";
import { SOUNDS } from "@/realtime/live";

const CreateMediaFile = lazily(() => import("@/components/media/create-media-file"));

const ALL = { params: { query: { page_size: 500 } } };
/** How often is asked while a sound is being prepared and the socket, which tells of it, may be away. */
const CONVERTING_MS = 5000;

interface PackageFieldsProps {
  form: UseFormReturnType<PackageValues>;
  isDisabled: boolean;
}

export function PackageFields({ form, isDisabled }: PackageFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t("music.name")} placeholder={t("music.name_example")} required disabled={isDisabled} {...form.getInputProps("name")} />
        <div>
          <Text size="sm" fw={500} mb={4} id="music-order">{t("music.order")}</Text>
          <SegmentedControl
            fullWidth aria-labelledby="music-order" disabled={isDisabled} {...form.getInputProps("order")}
            data={[{ value: "order", label: t("music.in_order") }, { value: "random", label: t("music.random") }]}
          />
        </div>
      </SimpleGrid>
      <TextInput label={t("music.comment")} disabled={isDisabled} {...form.getInputProps("comment")} />
    </Stack>
  );
}

/** The sounds of a package in the order in which they play. */
export function PackageFiles({ form, isDisabled }: PackageFieldsProps) {
  const { t } = useTranslation();
  const [isMaking, setMaking] = useState(false);
  const query = $api.useQuery("get", "/api/v1/media-files/", ALL, { meta: { lists: SOUNDS }, refetchInterval: ({ state }) => (state.data?.results.some((file) => file.state === "converting") ? CONVERTING_MS : false) });
  const all = query.data?.results ?? [];
  const { files } = form.values;
  const fileOf = (id: string) => all.find((file) => file.id === id);
  const nameOf = (id: string) => fileOf(id)?.name ?? "…";
  const free = all.filter(({ id }) => !files.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  const error = Object.entries(form.errors).find(([key]) => key.startsWith("files"))?.[1];
  return (
    <Stack>
      {files.length === 0 && <Text size="sm" c="dimmed">{t("music.no_files")}</Text>}
      <SortableList items={files} keyOf={(id) => id} nameOf={nameOf} isDisabled={isDisabled} onMove={(from, to) => { form.reorderListItem("files", { from, to }); }}>
        {(id, index) => {
          const file = fileOf(id);
          return (
            <Group justify="space-between" wrap="nowrap" gap="sm" mih={36}>
              <Group gap="sm" flex={1} miw={0}>
                <Text size="sm" fw={500} w={180} style={{ overflowWrap: "anywhere" }}>{nameOf(id)}</Text>
                {file && <Box flex={1} miw={160} maw={420}><MediaPlayer file={file} name={file.name} /></Box>}
              </Group>
              {!isDisabled && <ActionIcon aria-label={t("music.remove_file", { name: nameOf(id) })} onClick={() => { form.removeListItem("files", index); }}><IconX size={16} /></ActionIcon>}
            </Group>
          );
        }}
      </SortableList>
      {!isDisabled && (
        <Group align="flex-end" gap="sm">
          <Select
            label={t("music.add_file")} placeholder={t("music.choose_file")} data={free} value={null} searchable nothingFoundMessage={t("table.nothing_found")} flex="1 1 220px" maw={420} error={error}
            onChange={(id) => { if (id !== null) form.insertListItem("files", id); }}
          />
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => { setMaking(true); }}>{t("media.add")}</Button>
        </Group>
      )}
      {isMaking && <CreateMediaFile onClose={() => { setMaking(false); }} onCreated={(made) => { form.insertListItem("files", made.id); }} />}
    </Stack>
  );
}
