import { useState } from "react";
import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schedule } from "@/api/types";
import { MomentInput } from "@/components/form/moment-input";
import { useSaved } from "@/components/saved/use-saved";
import { useScheduleWrites } from "@/components/schedules/writes";
import { Section } from "@/components/section";
import { useTellProblem } from "@/components/tell-problem";
import { momentOf } from "@/lib/period";
import { useSession } from "@/session/session";

type State = Schedule["override"];

const STATES = ["", "open", "closed"] as const;

/** A moment as a picker shows it, by the clock of a zone. */
function pickerText(iso: string | null, zone: string): string | null {
  return iso === null ? null : new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(new Date(iso));
}

/** Opening and closing by hand: at once, and past whatever the form beside it says. */
export function OverridePanel({ schedule, isDisabled }: { schedule: Schedule; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { override } = useScheduleWrites();
  const saved = useSaved();
  const zone = useSession().tenant?.timezone ?? "UTC";
  const { id, override: state, override_until: until } = schedule;
  // A day and a time are picked one after the other: sent when both are.
  const [picked, setPicked] = useState<string | null>(null);
  const put = useMutation({
    mutationFn: (next: { state: State; until: string | null }) => override(id, next.state, next.until),
    onError: useTellProblem(),
    onSuccess: (_, next) => {
      saved({ title: `${schedule.name}: ${t(next.state === "" ? "schedules.override_auto" : `schedules.override_set_${next.state}`)}`, undo: () => override(id, state, until) });
    },
  });
  const send = (text: string | null) => {
    setPicked(null);
    put.mutate({ state, until: momentOf(text, zone) ?? null });
  };
  return (
    <Section title={t("schedules.override")} text={t("schedules.override_text")}>
      <Group align="flex-end" gap="lg">
        <SegmentedControl
          fullWidth w={{ base: "100%", xs: "auto" }} aria-label={t("schedules.override")} value={put.isPending ? put.variables.state : state} disabled={isDisabled || put.isPending}
          data={STATES.map((value) => ({ value, label: t(`schedules.override_${value || "auto"}`) }))} onChange={(next) => { put.mutate({ state: next as State, until: null }); }}
        />
        {state !== "" && (
          <MomentInput
            label={t("schedules.override_until")} placeholder={t("schedules.override_until_hint")} w={260} disabled={isDisabled || put.isPending} minDate={new Date()} value={picked ?? pickerText(until, zone)}
            onChange={(text) => { if (text === null) send(null); else setPicked(text); }} onDropdownClose={() => { if (picked !== null) send(picked); }}
          />
        )}
        {schedule.next_change !== "" && <Stack gap={0}><Text size="xs" c="dimmed">{t("schedules.next_change")}</Text><Text size="sm">{schedule.next_change}</Text></Stack>}
      </Group>
    </Section>
  );
}
