import { Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Sound } from "@/api/types";
import { Player } from "@/components/media/player";
import { StatusBadge } from "@/components/status-badge";

/** A sound's address changes with its content, so that nobody hears the old one from memory. */
export const audioPath = ({ id, updated_at }: Pick<Sound, "id" | "updated_at">) => `/api/v1/media-files/${id}/audio/?v=${encodeURIComponent(updated_at)}`;

interface MediaPlayerProps {
  file: Sound;
  name: string;
  peaks?: number[];
  isDrawn?: boolean;
}

/** A sound of the library: heard when it is ready, else how far it is. */
export function MediaPlayer({ file, name, peaks, isDrawn = false }: MediaPlayerProps) {
  const { t } = useTranslation();
  if (file.state === "failed") return <StatusBadge tone="bad">{t("media.state_failed")}{file.error && `: ${file.error}`}</StatusBadge>;
  if (file.state === "converting") {
    const words = t("media.state_converting", { percent: file.progress });
    return <div><Text size="sm" c="dimmed" mb={4}>{words}</Text><Progress value={file.progress} animated aria-label={`${name}: ${words}`} maw={220} /></div>;
  }
  return <Player source={audioPath(file)} name={name} seconds={file.seconds} peaks={peaks} isDrawn={isDrawn} />;
}
