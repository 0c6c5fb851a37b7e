import { Button, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ImportReport } from "@/api/types";
import { ImportPanel } from "@/components/import/import-panel";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { employeesOutcome, sendImport } from "@/features/employees/import";
import { downloadText } from "@/lib/download";

function Result({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const { result_csv: result } = report;
  return (
    <Stack align="flex-start">
      <Text size="sm">{t("import.result_text")}</Text>
      {result && <Button leftSection={<IconDownload size={16} />} onClick={() => { downloadText("employees-result.csv", result); }}>{t("import.result")}</Button>}
    </Stack>
  );
}

/** Many people at once: rows, a dry run, then the import and its file of passwords. */
export default function ImportPage() {
  const { t } = useTranslation();
  const saved = useSaved();
  return (
    <>
      <PageHeader title={t("import.title")} description={t("import.text")} back={{ to: "/employees", label: t("employees.title") }} />
      <ImportPanel
        texts={{
          pasteHint: t("import.paste_hint"), pasteExample: t("import.paste_example"), fileHint: t("import.file_hint"),
          run: (count) => t("import.run", { count }), done: ({ created }) => t("import.done", { count: created }),
        }}
        templateHref="/api/v1/employees/import-template/" send={sendImport} outcomeOf={employeesOutcome} result={(report) => <Result report={report} />}
        leave={<Button component={Link} to="/employees">{t("import.to_list")}</Button>}
        onDone={({ created }) => { if (created > 0) saved({ title: t("import.done", { count: created }) }); }}
      />
    </>
  );
}
