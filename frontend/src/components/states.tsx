/** What stands in for content: nothing yet, still coming, or failed. */

import type { ComponentType, ReactNode } from "react";
import { Alert, Button, Center, Skeleton, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";

interface EmptyStateProps {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  text?: string;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <Center py={56} px="md">
      <Stack align="center" gap="sm" maw={420} ta="center">
        <ThemeIcon size={56} radius="xl" variant="light"><Icon size={28} stroke={1.6} /></ThemeIcon>
        <Text fw={600}>{title}</Text>
        {text !== undefined && <Text c="dimmed" size="sm">{text}</Text>}
        {action}
      </Stack>
    </Center>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle />} title={t("states.failed")} m="md">
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{textOf(asApiError(error))}</Text>
        {onRetry && <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>{t("states.retry")}</Button>}
      </Stack>
    </Alert>
  );
}

export function LoadingLines({ rows = 6, height = 20 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md" p="md" role="status" aria-label={t("states.loading")}>
      {Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={height} radius="sm" width={row % 3 === 2 ? "70%" : "100%"} />)}
    </Stack>
  );
}

interface Loadable<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The content of one query, or its skeleton, or what went wrong. Old content outlives a failed refresh. */
export function QueryView<Data>({ query, children, rows }: { query: Loadable<Data>; children: (data: Data) => ReactNode; rows?: number }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => { void query.refetch(); }} />;
  return <LoadingLines rows={rows} />;
}
