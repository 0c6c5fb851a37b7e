import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Times } from "@/api/types";
import { wordsOf } from "@/components/outside/times";

/** Says when a rule holds: "Mon-Fri · 09:00-18:00", or that it always does. */
export function useTimeWords(): (times: Times) => string {
  const { t } = useTranslation();
  return useCallback((times) => wordsOf(times, (day) => t(`times.day_${String(day)}`)) || t("times.always"), [t]);
}
