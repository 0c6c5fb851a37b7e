import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ImportPanel } from "@/components/import/import-panel";
import { outcomeOf } from "@/components/import/report";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { sendNumbers } from "@/features/pool/api";

/** Many numbers into the pool, some of them given to companies at once. */
export default function PoolImportPage() {
  const { t } = useTranslation();
  const saved = useSaved();
  return (
    <>
      <PageHeader title={t("pool.import_title")} description={t("import.text")} back={{ to: "/platform/phone-numbers", label: t("pool.title") }} />
      <ImportPanel
        texts={{
          pasteHint: t("pool.paste_hint"), pasteExample: t("pool.paste_example"), fileHint: t("pool.file_hint"),
          run: (count) => t("pool.import_run", { count }), done: ({ created }) => t("pool.imported", { count: created }),
        }}
        templateHref="/api/v1/platform/phone-numbers/import-template/" send={sendNumbers} outcomeOf={outcomeOf}
        leave={<Button component={Link} to="/platform/phone-numbers">{t("import.to_list")}</Button>}
        onDone={({ created }) => { if (created > 0) saved({ title: t("pool.imported", { count: created }) }); }}
      />
    </>
  );
}
