import { useCallback } from "react";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";

/** Tells of a refusal where no form is there to show it. */
export function useTellProblem(): (thrown: unknown) => void {
  const { t } = useTranslation();
  const textOf = useErrorText();
  return useCallback((thrown) => {
    notifications.show({ color: "red", title: t("states.failed"), message: textOf(asApiError(thrown)) });
  }, [t, textOf]);
}
