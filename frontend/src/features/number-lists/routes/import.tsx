import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ImportPanel } from "@/components/import/import-panel";
import { outcomeOf } from "@/components/import/report";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { sendEntries, useNumberList } from "@/features/number-lists/api";

/** Numbers from a table onto a list: up to 100,000 at once. */
export default function ListImportPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const saved = useSaved();
  const { data } = useNumberList(id);
  const done = (count: number) => t("lists.imported", { count });
  return (
    <>
      <PageHeader title={t("lists.import_title")} description={t("import.text")} back={{ to: `/number-lists/${id}`, label: data?.name ?? t("lists.title") }} />
      <ImportPanel
        texts={{
          pasteHint: t("lists.paste_hint"), pasteExample: t("lists.paste_example"), fileHint: t("lists.file_hint"),
          run: (count) => t("import.run_rows", { count }), done: ({ created, updated }) => done(created + updated),
        }}
        templateHref="/api/v1/number-lists/import-template/" send={(source, mode) => sendEntries(id, source, mode)} outcomeOf={outcomeOf}
        leave={<Button component={Link} to={`/number-lists/${id}`}>{t("import.to_list")}</Button>}
        onDone={({ created, updated }) => { if (created + updated > 0) saved({ title: done(created + updated) }); }}
      />
    </>
  );
}
