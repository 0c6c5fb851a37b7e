import { useState } from "react";
import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dayIn, mondayOf, onlyOutcome } from "@/components/flows/week";
import { WeekSwitch } from "@/components/flows/week-switch";
import { WeekView } from "@/components/flows/week-view";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useNumberWeek } from "@/features/phone-numbers/api";
import { AnsweringPanel } from "@/features/phone-numbers/components/answering";
import { momentOf } from "@/lib/period";
import { useSession } from "@/session/session";

const wordsOf = (at: string) => `${at.slice(8, 10)}.${at.slice(5, 7)} ${at.slice(11, 16)}`;

/** Who answers a number through a week; a number that always leads to the same has a sentence instead of a painting. */
export function NumberWeek({ id, number }: { id: string; number: string }) {
  const { t } = useTranslation();
  const zone = useSession().tenant?.timezone ?? "UTC";
  const [monday, setMonday] = useState(() => mondayOf(dayIn(new Date(), zone)));
  const [picked, setPicked] = useState<string | null>(null);
  const week = useNumberWeek(number, monday);
  const turn = (to: string) => { setMonday(to); setPicked(null); };
  return (
    <Section title={t("numbers.week")} text={t("numbers.week_text")} actions={<WeekSwitch monday={monday} onChange={turn} />}>
      <QueryView query={week} rows={4}>
        {({ segments, grain_minutes: grain }) => {
          const only = onlyOutcome(segments);
          return only === null ? <WeekView segments={segments} grainMinutes={grain} monday={monday} zone={zone} onPick={setPicked} /> : <Text size="sm" data-testid="whole-week">{t("flow_week.whole", { outcome: only })}</Text>;
        }}
      </QueryView>
      {picked !== null && <Stack mt="md"><AnsweringPanel id={id} at={momentOf(picked, zone)} title={t("numbers.answering_at", { moment: wordsOf(picked) })} testId="answering-then" /></Stack>}
    </Section>
  );
}
