import { ActionIcon, Box, Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { periodStyle } from "@/components/schedules/period-style";
import { RangeList } from "@/components/schedules/range-list";
import classes from "@/components/schedules/schedules.module.css";
import { COLORS, freshColor, freshKey, type Period, type PeriodColor } from "@/components/schedules/week";
import { SortableList } from "@/components/sortable-list";
import { moveItem } from "@/lib/reorder";

interface PeriodListProps {
  periods: Period[];
  /** Keys that flows may still lead from: none of them is given to a new period. */
  takenKeys?: string[];
  errorAt: (path: string) => React.ReactNode;
  isDisabled: boolean;
  onChange: (periods: Period[]) => void;
}

function ColorPick({ value, label, isDisabled, onChange }: { value: string; label: string; isDisabled: boolean; onChange: (color: PeriodColor) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group value={value} onChange={(color) => { onChange(color as PeriodColor); }} aria-label={label}>
      <Group gap={2} wrap="nowrap">
        {COLORS.map((color) => (
          <Radio.Card key={color} value={color} disabled={isDisabled} withBorder={false} className={classes.pick} style={periodStyle(color)} aria-label={t(`schedules.color_${color}`)}><span /></Radio.Card>
        ))}
      </Group>
    </Radio.Group>
  );
}

/** Named parts of the week. Their order says which of two that overlap is meant. */
export function PeriodList({ periods, takenKeys = [], errorAt, isDisabled, onChange }: PeriodListProps) {
  const { t } = useTranslation();
  const nameOf = (period: Period) => period.name || t("schedules.unnamed");
  const change = (index: number, values: Partial<Period>) => { onChange(periods.map((period, at) => (at === index ? { ...period, ...values } : period))); };
  const add = () => { onChange([...periods, { key: freshKey(periods, takenKeys), name: "", color: freshColor(periods), ranges: [] }]); };
  return (
    <Stack>
      <SortableList items={periods} keyOf={({ key }) => key} nameOf={nameOf} isDisabled={isDisabled || periods.length < 2} onMove={(from, to) => { onChange(moveItem(periods, from, to)); }}>
        {(period, index) => (
          <Box className={classes.period} style={periodStyle(period.color)}>
            <Stack gap="sm">
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <TextInput
                  aria-label={t("schedules.period_name")} placeholder={t("schedules.period_example")} flex={1} maw={320} value={period.name} disabled={isDisabled} error={errorAt(`periods.${String(index)}.name`)}
                  onChange={(event) => { change(index, { name: event.currentTarget.value }); }}
                />
                {!isDisabled && periods.length > 1 && <ActionIcon size={36} aria-label={t("schedules.remove_period", { name: nameOf(period) })} onClick={() => { onChange(periods.filter((_, at) => at !== index)); }}><IconTrash size={16} /></ActionIcon>}
              </Group>
              <ColorPick value={period.color} label={t("schedules.color_of", { name: nameOf(period) })} isDisabled={isDisabled} onChange={(color) => { change(index, { color }); }} />
              <RangeList ranges={period.ranges} name={nameOf(period)} error={errorAt(`periods.${String(index)}.ranges`)} isDisabled={isDisabled} onChange={(ranges) => { change(index, { ranges }); }} />
            </Stack>
          </Box>
        )}
      </SortableList>
      {!isDisabled && <Button w="fit-content" variant="default" leftSection={<IconPlus size={16} />} onClick={add}>{t("schedules.add_period")}</Button>}
    </Stack>
  );
}
