import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconMicrophone, IconPlayerStopFilled, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "@/components/media/media.module.css";
import { Player } from "@/components/media/player";
import type { Recorder } from "@/components/media/use-recorder";
import { formatDuration } from "@/lib/format";

/** Record, listen, record again. */
export function RecorderField({ recorder }: { recorder: Recorder }) {
  const { t } = useTranslation();
  const { state, level, seconds, sound, start, stop } = recorder;
  return (
    <Stack gap="sm">
      {(state === "refused" || state === "missing") && <Alert color="orange" variant="light" role="alert">{t(`media.microphone_${state}`)}</Alert>}
      {state === "recording" ? (
        <Group gap="md" wrap="nowrap">
          <Button color="red" leftSection={<IconPlayerStopFilled size={16} />} onClick={stop}>{t("media.record_stop")}</Button>
          <div className={classes.meter} aria-hidden><span style={{ width: `${String(Math.round(level * 100))}%` }} /></div>
          <Text span size="sm" className="vpbx-numbers" role="timer">{formatDuration(seconds)}</Text>
        </Group>
      ) : (
        <Group gap="md">
          <Button variant={sound ? "default" : "filled"} loading={state === "asking"} leftSection={sound ? <IconRefresh size={16} /> : <IconMicrophone size={16} />} onClick={start}>
            {t(sound ? "media.record_again" : "media.record_start")}
          </Button>
          {!sound && <Text size="sm" c="dimmed">{t("media.record_text")}</Text>}
        </Group>
      )}
      {sound && state === "done" && <Player source={sound} name={t("media.recording")} seconds={seconds} isDrawn />}
    </Stack>
  );
}
