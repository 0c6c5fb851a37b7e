import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ApiError, FieldProblem } from "@/api/errors";

/** A refusal in the reader's language: the server's sentence, or ours where no server spoke. */
export function useErrorText(): (problem: ApiError | FieldProblem) => string {
  const { t, i18n } = useTranslation();
  return useCallback((problem) => {
    if (problem.message !== "" && problem.code !== "network") return problem.message;
    const key = `errors.${problem.code}`;
    return i18n.exists(key) ? t(key) : t("errors.unknown");
  }, [t, i18n]);
}
