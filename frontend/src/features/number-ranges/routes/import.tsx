import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ImportPanel } from "@/components/import/import-panel";
import { outcomeOf } from "@/components/import/report";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { sendRanges } from "@/features/number-ranges/api";

/** Where the regulator publishes its files. */
const REGISTER = "https://opendata.digital.gov.ru/registry/numeric/downloads";

/** A file of the regulator: what was known of its area codes is replaced. */
export default function RangesImportPage() {
  const { t } = useTranslation();
  const saved = useSaved();
  const text = <>{t("ranges.import_text")} <Anchor href={REGISTER} target="_blank" rel="noreferrer" inherit underline="always">{t("ranges.register")}</Anchor></>;
  return (
    <>
      <PageHeader title={t("ranges.import_title")} description={text} back={{ to: "/platform/number-ranges", label: t("ranges.title") }} />
      <ImportPanel
        isFileOnly
        texts={{ pasteHint: "", pasteExample: "", fileHint: t("ranges.file_hint"), run: (count) => t("ranges.import_run", { count }), done: ({ created }) => t("ranges.imported", { count: created }) }}
        send={sendRanges} outcomeOf={outcomeOf} leave={<Button component={Link} to="/platform/number-ranges">{t("import.to_list")}</Button>}
        onDone={({ created }) => { if (created > 0) saved({ title: t("ranges.imported", { count: created }) }); }}
      />
    </>
  );
}
