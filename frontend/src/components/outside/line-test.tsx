import { Alert, Button, Group, List, Loader, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck, IconStethoscope, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useRefresh } from "@/api/refresh";
import type { LineState, LineTest } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { LineStateView } from "@/components/outside/line-state";
import { Section } from "@/components/section";
import { useFormats } from "@/lib/format";

/** Shorter waits are not worth a word. */
const SHOWN_SECONDS = 0.01;

function Steps({ test }: { test: LineTest }) {
  const { t } = useTranslation();
  return (
    <Alert color={test.ok ? "tide" : "red"} variant="light" title={t(test.ok ? "lines.test_good" : "lines.test_bad")} role="status">
      <List size="sm" spacing={6} center listStyleType="none">
        {test.steps.map((step, index) => (
          <List.Item key={index} icon={<ThemeIcon size={20} radius="xl" color={step.ok ? "tide" : "red"} variant="filled">{step.ok ? <IconCheck size={14} aria-label={t("lines.step_good")} /> : <IconX size={14} aria-label={t("lines.step_bad")} />}</ThemeIcon>}>
            {step.text}{step.seconds >= SHOWN_SECONDS && <Text span c="dimmed" size="xs" className="vpbx-numbers"> · {step.seconds.toFixed(2)} {t("units.s")}</Text>}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

interface LineTestPanelProps {
  line: LineState;
  mayTest: boolean;
  test: () => Promise<LineTest>;
}

/** The line's state now, and a trial of every step to the other side. */
export function LineTestPanel({ line, mayTest, test }: LineTestPanelProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const textOf = useErrorText();
  const refresh = useRefresh();
  const run = useMutation({ mutationFn: test, onSettled: () => refresh() });
  return (
    <Section
      title={t("lines.state")} text={line.registered_at ? t("lines.registered_since", { time: formats.moment(line.registered_at) }) : undefined}
      actions={mayTest && <Button variant="light" leftSection={<IconStethoscope size={18} />} loading={run.isPending} onClick={() => { run.mutate(); }}>{t("lines.test")}</Button>}
    >
      <Stack>
        <LineStateView line={line} isWhole />
        {line.calls !== null && <Text size="sm" c="dimmed">{t("lines.calls_now", { count: line.calls })}</Text>}
        {run.isPending && <Group gap="sm" role="status"><Loader size={16} aria-hidden /><Text size="sm">{t("lines.testing")}</Text></Group>}
        {run.data && !run.isPending && <Steps test={run.data} />}
        {run.error && !run.isPending && <Alert color="red" variant="light" role="alert">{textOf(asApiError(run.error))}</Alert>}
      </Stack>
    </Section>
  );
}
