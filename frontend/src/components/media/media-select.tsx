import { useState, type ReactNode } from "react";
import { ActionIcon, Box, Group, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Hint } from "@/components/hint";
import { lazily } from "@/components/lazily";
import { MediaPlayer } from "@/components/media/media-player";
import { SOUNDS } from "@/realtime/live";
import { useMay } from "@/session/session";

const CreateMediaFile = lazily(() => import("@/components/media/create-media-file"));

/** The most that one page of the API may hold. */
const ALL = { params: { query: { page_size: 500 } } };
/** How often is asked while a sound is being prepared and the socket, which tells of it, may be away. */
const CONVERTING_MS = 5000;

interface MediaSelectProps {
  label: string;
  description?: string;
  /** What is said when nothing is chosen. */
  placeholder: string;
  /** Id of the sound. */
  value: string | null;
  error?: ReactNode;
  isDisabled: boolean;
  onChange: (id: string | null) => void;
}

/** Choice of a sound, heard below; a new one is made without leaving the form. */
export function MediaSelect({ label, description, placeholder, value, error, isDisabled, onChange }: MediaSelectProps) {
  const { t } = useTranslation();
  const mayMake = useMay("media.edit");
  const [isMaking, setMaking] = useState(false);
  const files = $api.useQuery("get", "/api/v1/media-files/", ALL, { meta: { lists: SOUNDS }, refetchInterval: ({ state }) => (state.data?.results.some(({ id, state: now }) => id === value && now === "converting") ? CONVERTING_MS : false) });
  const options = (files.data?.results ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const chosen = files.data?.results.find(({ id }) => id === value);
  return (
    <Box>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <Select
          label={label} description={description} placeholder={placeholder} data={options} value={value} searchable clearable flex={1} error={error} disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")}
          inputWrapperOrder={["label", "input", "description", "error"]} clearButtonProps={{ "aria-label": t("table.clear_search") }} onChange={onChange}
        />
        {mayMake && !isDisabled && (
          <Hint label={t("media.add")}>
            <ActionIcon variant="default" size={36} mb={description ? 22 : 0} aria-label={`${label}: ${t("media.add")}`} onClick={() => { setMaking(true); }}><IconPlus size={16} /></ActionIcon>
          </Hint>
        )}
      </Group>
      {chosen && <Box mt="xs"><MediaPlayer key={chosen.updated_at} file={chosen} name={chosen.name} /></Box>}
      {isMaking && <CreateMediaFile onClose={() => { setMaking(false); }} onCreated={(made) => { onChange(made.id); }} />}
    </Box>
  );
}
