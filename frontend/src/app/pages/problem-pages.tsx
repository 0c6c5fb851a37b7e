import { Button } from "@mantine/core";
import { IconLock, IconMapOff, IconMoodSad, IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { PlainPage } from "@/components/plain-page";
import { EmptyState } from "@/components/states";

export function NotFoundPage() {
  const { t } = useTranslation();
  return <EmptyState icon={IconMapOff} title={t("states.not_found")} text={t("states.not_found_text")} action={<Button component="a" href="/" variant="light">{t("states.home")}</Button>} />;
}

export function ForbiddenPage() {
  const { t } = useTranslation();
  return <EmptyState icon={IconLock} title={t("states.forbidden")} text={t("states.forbidden_text")} action={<Button component="a" href="/" variant="light">{t("states.home")}</Button>} />;
}

export function ProblemPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { status } = asApiError(error);
  if (status === 403) return <ForbiddenPage />;
  if (status === 404) return <NotFoundPage />;
  const isBug = !(error instanceof Error && error.name === "ApiError") && !(error instanceof TypeError && /fetch|import/i.test(error.message));
  return (
    <EmptyState
      icon={isBug ? IconMoodSad : IconPlugConnectedX} title={isBug ? t("states.broken") : t("states.unreachable")}
      text={isBug ? t("states.broken_text") : t("states.unreachable_text")}
      action={<Button variant="light" onClick={() => { window.location.reload(); }}>{t("states.reload")}</Button>}
    />
  );
}

/** The same outside the shell. */
export function PlainNotFound() {
  return <PlainPage><NotFoundPage /></PlainPage>;
}

export function PlainProblem({ error }: { error: unknown }) {
  return <PlainPage><ProblemPage error={error} /></PlainPage>;
}
