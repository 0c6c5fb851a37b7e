import { useState } from "react";
import { Alert, Button, Card, FileInput, Group, Radio, SegmentedControl, Stack, Stepper, Text, Textarea } from "@mantine/core";
import { IconCheck, IconDownload, IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { ImportReport } from "@/api/types";
import { useRefresh } from "@/api/refresh";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { ImportReportView } from "@/features/employees/components/import-report";
import { sendImport, type ImportMode, type ImportSource } from "@/features/employees/import";
import { downloadText } from "@/lib/download";

interface SourceStepProps {
  isBusy: boolean;
  onChosen: (source: ImportSource) => void;
}

function SourceStep({ isBusy, onChosen }: SourceStepProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"paste" | "file">("paste");
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const isReady = kind === "paste" ? text.trim() !== "" : file !== null;
  const choose = () => {
    if (kind === "paste") onChosen({ kind: "rows", text });
    else if (file !== null) onChosen({ kind: "file", file });
  };
  return (
    <Stack>
      <SegmentedControl
        w="fit-content" value={kind} onChange={(value) => { setKind(value as "paste" | "file"); }} aria-label={t("import.source")}
        data={[{ value: "paste", label: t("import.paste") }, { value: "file", label: t("import.file") }]}
      />
      {kind === "paste" ? (
        <Textarea
          label={t("import.paste_label")} description={t("import.paste_hint")} placeholder={t("import.paste_example")} rows={10}
          value={text} onChange={(event) => { setText(event.currentTarget.value); }} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } }}
        />
      ) : (
        <FileInput
          label={t("import.file_label")} description={t("import.file_hint")} placeholder={t("import.file_choose")} accept=".csv,.xlsx,text/csv"
          leftSection={<IconFileSpreadsheet size={18} />} value={file} onChange={setFile} clearable maw={480}
        />
      )}
      <Group justify="space-between">
        <Button component="a" href="/api/v1/employees/import-template/" download variant="subtle" leftSection={<IconDownload size={16} />}>{t("import.template")}</Button>
        <Button disabled={!isReady} loading={isBusy} onClick={choose}>{t("import.check")}</Button>
      </Group>
    </Stack>
  );
}

interface CheckStepProps {
  report: ImportReport;
  isBusy: boolean;
  onBack: () => void;
  onImport: (mode: ImportMode) => void;
}

function CheckStep({ report, isBusy, onBack, onImport }: CheckStepProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<ImportMode>("all_or_nothing");
  const good = report.rows.filter((row) => row.ok).length;
  const bad = report.rows.length - good;
  const cannot = good === 0 || (bad > 0 && mode === "all_or_nothing");
  return (
    <Stack>
      <ImportReportView report={report} />
      {bad > 0 && (
        <Radio.Group label={t("import.mode")} value={mode} onChange={(value) => { setMode(value as ImportMode); }}>
          <Stack gap="xs" mt="xs">
            <Radio value="all_or_nothing" label={t("import.all_or_nothing")} description={t("import.all_or_nothing_text")} />
            <Radio value="good_rows_only" label={t("import.good_rows_only", { count: good })} disabled={good === 0} />
          </Stack>
        </Radio.Group>
      )}
      <Group justify="space-between">
        <Button variant="default" onClick={onBack} disabled={isBusy}>{t("common.back")}</Button>
        <Button disabled={cannot} loading={isBusy} onClick={() => { onImport(mode); }}>{t("import.run", { count: good })}</Button>
      </Group>
    </Stack>
  );
}

function DoneStep({ report, onMore }: { report: ImportReport; onMore: () => void }) {
  const { t } = useTranslation();
  const { result_csv: result } = report;
  return (
    <Stack>
      <Alert color="tide" icon={<IconCheck />} title={t("import.done", { count: report.created })}>
        <Stack align="flex-start">
          <Text size="sm">{t("import.result_text")}</Text>
          {result && <Button leftSection={<IconDownload size={16} />} onClick={() => { downloadText("employees-result.csv", result); }}>{t("import.result")}</Button>}
        </Stack>
      </Alert>
      {report.refused > 0 && <ImportReportView report={report} />}
      <Group justify="space-between">
        <Button variant="default" onClick={onMore}>{t("import.more")}</Button>
        <Button component={Link} to="/employees">{t("import.to_list")}</Button>
      </Group>
    </Stack>
  );
}

/** Many people at once: rows, a dry run that says what is wrong where, then the import and its result file. */
export default function ImportPage() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const saved = useSaved();
  const textOf = useErrorText();
  const [source, setSource] = useState<ImportSource | null>(null);
  const check = useMutation({ mutationFn: (chosen: ImportSource) => sendImport(chosen, "dry_run") });
  const run = useMutation({
    mutationFn: ({ chosen, mode }: { chosen: ImportSource; mode: ImportMode }) => sendImport(chosen, mode),
    onSuccess: async (report) => {
      if (report.created > 0) saved({ title: t("import.done", { count: report.created }) });
      await refresh();
    },
  });
  const restart = () => { check.reset(); run.reset(); setSource(null); };
  const step = run.data ? 2 : check.data ? 1 : 0;
  const error = run.error ?? check.error;
  return (
    <>
      <PageHeader title={t("import.title")} description={t("import.text")} back={{ to: "/employees", label: t("employees.title") }} />
      <Card>
        <Stepper active={step} size="sm" mb="lg" allowNextStepsSelect={false}>
          <Stepper.Step label={t("import.step_rows")} />
          <Stepper.Step label={t("import.step_check")} />
          <Stepper.Step label={t("import.step_result")} />
        </Stepper>
        <Stack>
          <Problems problems={error ? [textOf(asApiError(error))] : []} />
          {step === 0 && <SourceStep isBusy={check.isPending} onChosen={(chosen) => { setSource(chosen); check.mutate(chosen); }} />}
          {step === 1 && check.data && source && <CheckStep report={check.data} isBusy={run.isPending} onBack={restart} onImport={(mode) => { run.mutate({ chosen: source, mode }); }} />}
          {run.data && <DoneStep report={run.data} onMore={restart} />}
        </Stack>
      </Card>
    </>
  );
}
