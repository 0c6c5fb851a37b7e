import { useCallback } from "react";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";

const READ_MS_PER_CHARACTER = 80;
const LEAST_MS = 5_000;

/** How long a notice stays, so that whoever reads slowly comes to its end. */
export const readingTime = (text: string) => Math.max(LEAST_MS, text.length * READ_MS_PER_CHARACTER);

/** Tells of a refusal where no form is there to show it. */
export function useTellProblem(): (thrown: unknown) => void {
  const { t } = useTranslation();
  const textOf = useErrorText();
  return useCallback((thrown) => {
    const message = textOf(asApiError(thrown));
    notifications.show({ color: "red", title: t("states.failed"), message, autoClose: readingTime(message) });
  }, [t, textOf]);
}
