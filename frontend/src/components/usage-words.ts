import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Usage } from "@/api/types";

/** A place of use in words: its kind, and its name if it has one. */
export function useUsageWords(): (usage: Usage) => string {
  const { t } = useTranslation();
  return useCallback(({ kind, label }) => [t(`kinds.${kind}`, kind), label].filter((part) => part !== "").join(": "), [t]);
}
