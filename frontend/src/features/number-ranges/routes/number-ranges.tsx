import { Button, Stack, Text } from "@mantine/core";
import { IconMap2, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NumberRange } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useLastImport, useRanges } from "@/features/number-ranges/api";
import { Lookup } from "@/features/number-ranges/components/lookup";
import { placeOf, RANGE_KINDS, rangeSize, rangeText } from "@/features/number-ranges/ranges";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const FILTER_KEYS = ["kind", "region"];

function Place({ text }: { text: string }) {
  const { region, details } = placeOf(text);
  return <div><Text size="sm">{region}</Text>{details !== "" && <Text size="xs" c="dimmed">{details}</Text>}</div>;
}

function useColumns(): Column<NumberRange>[] {
  const { t, i18n } = useTranslation();
  const count = new Intl.NumberFormat(i18n.language);
  return [
    { key: "first", title: t("ranges.range"), orderBy: "first", isMain: true, render: (row) => <Text fw={600} size="sm" className="vpbx-numbers" style={{ whiteSpace: "nowrap" }}>{rangeText(row.first, row.last)}</Text> },
    { key: "size", title: t("ranges.size"), align: "right", width: 130, render: (row) => <span className="vpbx-numbers">{count.format(rangeSize(row.first, row.last))}</span> },
    { key: "kind", title: t("ranges.kind"), orderBy: "kind", width: 170, render: (row) => t(`ranges.kind_${row.kind}`, row.kind) },
    { key: "region", title: t("ranges.region"), orderBy: "region", render: (row) => <Place text={row.region} /> },
    { key: "operator", title: t("ranges.operator"), orderBy: "operator", render: (row) => row.operator || "—" },
  ];
}

/** When and what was taken over last; what came with the installation has no such line. */
function LastImport() {
  const { t } = useTranslation();
  const formats = useFormats();
  const entry = useLastImport();
  if (entry === null) return t("ranges.text");
  return <>{t("ranges.text")} {t("ranges.last_import", { time: formats.dateTime(entry.created_at), person: entry.actor ?? t("audit.system") })}</>;
}

/** The regulator's numbering plan: by it the platform knows region and kind of a number. */
export default function NumberRangesPage() {
  const { t } = useTranslation();
  const list = useList({ name: "number-ranges", filterKeys: FILTER_KEYS, ordering: "first" });
  const query = useRanges(list);
  const columns = useColumns();
  const mayEdit = useMay("platform.edit");
  const filters: Filter[] = [
    { key: "kind", label: t("ranges.kind"), kind: "select", options: RANGE_KINDS.map((value) => ({ value, label: t(`ranges.kind_${value}`) })) },
    { key: "region", label: t("ranges.region"), kind: "text" },
  ];
  const load = <Button component={Link} to="/platform/number-ranges/import" leftSection={<IconUpload size={16} />}>{t("ranges.import")}</Button>;
  return (
    <>
      <PageHeader title={t("ranges.title")} description={<LastImport />} actions={mayEdit && load} />
      <Stack gap="md">
        <Lookup />
        <DataTable
          list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.first} searchPlaceholder={t("ranges.search")} exportPath="/api/v1/platform/number-ranges/export/"
          empty={<EmptyState icon={IconMap2} title={t("ranges.empty")} text={t("ranges.empty_text")} action={mayEdit ? load : undefined} />}
        />
      </Stack>
    </>
  );
}
