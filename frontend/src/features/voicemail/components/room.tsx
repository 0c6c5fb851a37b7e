import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VoicemailRoom } from "@/api/types";
import { useRoom } from "@/features/voicemail/api";

/** Share of the limit from which it is spoken of. */
const NEAR = 0.9;

type Fullness = "full" | "near" | "fine";

function fullnessOf({ used, limit }: VoicemailRoom): Fullness {
  if (limit === 0 || used < limit * NEAR) return "fine";
  return used < limit ? "near" : "full";
}

/** How many messages the company has and may have, and what is to be done when there is no room. */
export function Room() {
  const { t } = useTranslation();
  const { data: room } = useRoom();
  if (!room) return null;
  const { used, limit, box_limit, full_boxes } = room;
  const fullness = fullnessOf(room);
  const warning = { variant: "light", icon: <IconAlertTriangle />, role: "alert" } as const;
  return (
    <Stack gap="sm" mb="md">
      <Text size="sm" c="dimmed" className="vpbx-numbers">{limit === 0 ? t("voicemail.room_any", { count: used }) : t("voicemail.room", { used, limit })}</Text>
      {fullness !== "fine" && <Alert {...warning} color={fullness === "full" ? "red" : "orange"} title={t(`voicemail.room_${fullness}`)}>{t(`voicemail.room_${fullness}_text`)}</Alert>}
      {full_boxes.length > 0 && <Alert {...warning} color="orange" title={t("voicemail.full_boxes", { count: full_boxes.length })}>{t("voicemail.full_boxes_text", { numbers: full_boxes.join(", "), limit: box_limit })}</Alert>}
    </Stack>
  );
}
