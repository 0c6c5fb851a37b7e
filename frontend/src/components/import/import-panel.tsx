import { useState, type ReactNode } from "react";
import { Alert, Button, Card, FileInput, Group, Progress, Radio, SegmentedControl, Stack, Stepper, Textarea } from "@mantine/core";
import { IconCheck, IconDownload, IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { useRefresh } from "@/api/refresh";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import type { ImportMode, ImportOutcome, ImportSource } from "@/components/import/report";
import { ReportView } from "@/components/import/report-view";

export interface ImportTexts {
  pasteHint: string;
  pasteExample: string;
  fileHint: string;
  /** Of the button, for so many rows. */
  run: (count: number) => string;
  /** What was done. */
  done: (outcome: ImportOutcome) => string;
}

interface SourceStepProps {
  texts: ImportTexts;
  templateHref?: string;
  isFileOnly: boolean;
  isBusy: boolean;
  onChosen: (source: ImportSource) => void;
}

function SourceStep({ texts, templateHref, isFileOnly, isBusy, onChosen }: SourceStepProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"paste" | "file">(isFileOnly ? "file" : "paste");
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const isReady = kind === "paste" ? text.trim() !== "" : file !== null;
  const choose = () => {
    if (kind === "paste") onChosen({ kind: "rows", text });
    else if (file !== null) onChosen({ kind: "file", file });
  };
  return (
    <Stack>
      {!isFileOnly && (
        <SegmentedControl
          w="fit-content" value={kind} onChange={(value) => { setKind(value as "paste" | "file"); }} aria-label={t("import.source")}
          data={[{ value: "paste", label: t("import.paste") }, { value: "file", label: t("import.file") }]}
        />
      )}
      {kind === "paste" ? (
        <Textarea
          label={t("import.paste_label")} description={texts.pasteHint} placeholder={texts.pasteExample} rows={10}
          value={text} onChange={(event) => { setText(event.currentTarget.value); }} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } }}
        />
      ) : (
        <FileInput
          label={t(isFileOnly ? "import.file" : "import.file_label")} description={texts.fileHint} placeholder={t("import.file_choose")} accept=".csv,.xlsx,text/csv"
          leftSection={<IconFileSpreadsheet size={18} />} value={file} onChange={setFile} clearable maw={480}
        />
      )}
      <Group justify="space-between">
        {templateHref === undefined ? <span /> : <Button component="a" href={templateHref} download variant="subtle" leftSection={<IconDownload size={16} />}>{t("import.template")}</Button>}
        <Button disabled={!isReady} loading={isBusy} onClick={choose}>{t("import.check")}</Button>
      </Group>
    </Stack>
  );
}

interface CheckStepProps {
  outcome: ImportOutcome;
  runLabel: (count: number) => string;
  isBusy: boolean;
  onBack: () => void;
  onImport: (mode: ImportMode) => void;
}

function CheckStep({ outcome, runLabel, isBusy, onBack, onImport }: CheckStepProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<ImportMode>("all_or_nothing");
  const { good, bad } = outcome;
  const cannot = good === 0 || (bad > 0 && mode === "all_or_nothing");
  return (
    <Stack>
      <ReportView outcome={outcome} />
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
        <Button disabled={cannot} loading={isBusy} onClick={() => { onImport(mode); }}>{runLabel(good)}</Button>
      </Group>
    </Stack>
  );
}

interface ImportPanelProps<Answer> {
  texts: ImportTexts;
  /** A table to fill in; absent where the file is made by somebody else. */
  templateHref?: string;
  /** The table is too large, or too particular, to be pasted. */
  isFileOnly?: boolean;
  send: (source: ImportSource, mode: ImportMode) => Promise<Answer>;
  outcomeOf: (answer: Answer) => ImportOutcome;
  /** What the answer brings besides: a file with passwords. */
  result?: (answer: Answer) => ReactNode;
  /** Leads back to where the rows are now. */
  leave: ReactNode;
  onDone?: (outcome: ImportOutcome) => void;
}

/** Many rows at once: a dry run that says what is wrong where, then the import. */
export function ImportPanel<Answer>({ texts, templateHref, isFileOnly = false, send, outcomeOf, result, leave, onDone }: ImportPanelProps<Answer>) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const textOf = useErrorText();
  const [source, setSource] = useState<ImportSource | null>(null);
  const check = useMutation({ mutationFn: (chosen: ImportSource) => send(chosen, "dry_run") });
  const run = useMutation({
    mutationFn: ({ chosen, mode }: { chosen: ImportSource; mode: ImportMode }) => send(chosen, mode),
    onSuccess: async (answer) => { onDone?.(outcomeOf(answer)); await refresh(); },
  });
  const restart = () => { check.reset(); run.reset(); setSource(null); };
  const step = run.data ? 2 : check.data ? 1 : 0;
  const error = run.error ?? check.error;
  const isBusy = check.isPending || run.isPending;
  const outcome = run.data ? outcomeOf(run.data) : null;
  return (
    <Card>
      <Stepper active={step} size="sm" mb="lg" allowNextStepsSelect={false}>
        <Stepper.Step label={t("import.step_rows")} />
        <Stepper.Step label={t("import.step_check")} />
        <Stepper.Step label={t("import.step_result")} />
      </Stepper>
      <Stack>
        <Problems problems={error ? [textOf(asApiError(error))] : []} />
        {isBusy && <Progress value={100} animated aria-label={t("import.running")} />}
        {step === 0 && <SourceStep texts={texts} templateHref={templateHref} isFileOnly={isFileOnly} isBusy={isBusy} onChosen={(chosen) => { setSource(chosen); check.mutate(chosen); }} />}
        {step === 1 && check.data && source && <CheckStep outcome={outcomeOf(check.data)} runLabel={texts.run} isBusy={isBusy} onBack={restart} onImport={(mode) => { run.mutate({ chosen: source, mode }); }} />}
        {run.data && outcome && (
          <>
            <Alert color="tide" icon={<IconCheck />} title={texts.done(outcome)}>{result?.(run.data)}</Alert>
            {outcome.bad > 0 && <ReportView outcome={outcome} />}
            <Group justify="space-between"><Button variant="default" onClick={restart}>{t("import.more")}</Button>{leave}</Group>
          </>
        )}
      </Stack>
    </Card>
  );
}
