/** After a save: wait until the node has it, say since when it is live, offer the way back. */

import { useCallback } from "react";
import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconArrowBackUp, IconBolt, IconCheck } from "@tabler/icons-react";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { ConfigState, Session } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { waitUntilLive } from "@/components/saved/wait-until-live";
import { useFormats } from "@/lib/format";
import { configStateOptions, platformStateOptions } from "@/realtime/config-state";
import { sessionOptions } from "@/session/session";

const LIVE_SHOWN_MS = 9000;

export interface SavedOptions {
  /** What was done, in words. */
  title: string;
  /** Puts things back as they were; may fail like any save. */
  undo?: () => Promise<unknown>;
}

type ReadState = () => Promise<Pick<ConfigState, "requested" | "applied" | "applied_at" | "error">>;

/** Of the company whose cabinet this is; of the platform for an operator outside of companies. */
function readState(client: QueryClient): ReturnType<ReadState> {
  const isOperator = client.getQueryData<Session>(sessionOptions.queryKey)?.tenant === null;
  return isOperator ? client.fetchQuery({ ...platformStateOptions, staleTime: 0 }) : client.fetchQuery({ ...configStateOptions, staleTime: 0 });
}

function Body({ state, undo }: { state: Awaited<ReturnType<ReadState>> | "waiting" | "slow" | "unknown"; undo?: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const text = () => {
    if (state === "waiting") return t("saved.waiting");
    if (state === "slow") return t("saved.slow");
    if (state === "unknown") return t("saved.unknown");
    if (state.error !== "") return t("saved.failed", { error: state.error });
    return t("saved.live_since", { time: state.applied_at ? formats.time(state.applied_at) : "" });
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" data-testid="live-since">{text()}</Text>
      {undo && <Button size="compact-sm" variant="light" leftSection={<IconArrowBackUp size={14} />} onClick={undo}>{t("saved.undo")}</Button>}
    </Stack>
  );
}

const ICONS = {
  waiting: <Loader size={16} color="white" />,
  live: <IconBolt size={18} />,
  failed: <IconAlertTriangle size={18} />,
};

/** The answer is called once a save has succeeded. `read` tells the state of a configuration that is not the cabinet's own. */
export function useSaved(read?: ReadState): (options: SavedOptions) => void {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useErrorText();

  return useCallback(({ title, undo }: SavedOptions) => {
    const id = `saved-${String(Date.now())}`;
    const goBack = undo && (() => {
      notifications.hide(id);
      undo().then(
        () => { notifications.show({ color: "tide", icon: <IconCheck size={18} />, title: t("saved.undone"), message: title }); },
        (thrown: unknown) => { notifications.show({ color: "red", title: t("saved.undo_failed"), message: textOf(asApiError(thrown)) }); },
      );
    });
    const show = (state: Parameters<typeof Body>[0]["state"], isFirst: boolean) => {
      const isBad = typeof state === "object" ? state.error !== "" : state === "slow" || state === "unknown";
      const icon = state === "waiting" ? ICONS.waiting : isBad ? ICONS.failed : ICONS.live;
      (isFirst ? notifications.show : notifications.update)({
        id, title, icon, color: isBad ? "orange" : "tide", withCloseButton: true,
        autoClose: state === "waiting" || isBad ? false : LIVE_SHOWN_MS,
        message: <Group><Body state={state} undo={goBack} /></Group>,
      });
    };
    show("waiting", true);
    waitUntilLive(read ?? (() => readState(client))).then(
      (result) => { show(result, false); },
      () => { show("unknown", false); },
    );
  }, [client, read, t, textOf]);
}
