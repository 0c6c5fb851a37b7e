import { useCallback } from "react";
import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TimesEditor } from "@/components/outside/times-editor";
import { useTimeWords } from "@/components/outside/use-time-words";
import { ThingsField } from "@/features/flows/elements/fields";
import type { When } from "@/features/flows/model/document";
import { labelOf, useThings } from "@/features/flows/things";

/** When a layer holds, in words. */
export function useWhenWords(): (when: When) => string {
  const { t } = useTranslation();
  const { lists } = useThings();
  const words = useTimeWords();
  return useCallback(({ lists: keys, days, minutes }) => {
    const times = words({ days, minutes });
    if (keys.length === 0) return times;
    const callers = t("flow_layers.callers", { lists: keys.map((key) => labelOf(lists, key)).join(", ") });
    return times === t("times.always") ? callers : `${callers} · ${times}`;
  }, [lists, t, words]);
}

interface WhenFieldsProps {
  value: When;
  onChange: (when: When) => void;
  errorOf: (field: string) => string | undefined;
  isDisabled: boolean;
}

/** For whom and when a layer is taken. */
export function WhenFields({ value, onChange, errorOf, isDisabled }: WhenFieldsProps) {
  const { t } = useTranslation();
  const { lists } = useThings();
  return (
    <Stack gap="sm">
      <TimesEditor value={{ days: value.days, minutes: value.minutes }} onChange={(times) => { onChange({ ...value, ...times }); }} error={errorOf("when.days") ?? errorOf("when.minutes")} isDisabled={isDisabled} />
      <ThingsField label={t("flow_layers.lists")} description={t("flow_layers.lists_text")} things={lists} value={value.lists} onChange={(keys) => { onChange({ ...value, lists: keys }); }} error={errorOf("when.lists")} isDisabled={isDisabled} />
    </Stack>
  );
}
