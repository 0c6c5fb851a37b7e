import { Badge, Code, Text } from "@mantine/core";
import { IconReportAnalytics } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { AuditEntry } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useFormats } from "@/lib/format";

/** Who did what, to whom, on whose behalf. */
export default function AuditPage() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const list = useList({ name: "audit" });
  const query = $api.useQuery("get", "/api/v1/platform/audit/", ...listQuery(list));
  const actionOf = (action: string) => { const key = `audit.actions.${action.replaceAll(".", "_")}`; return i18n.exists(key) ? t(key) : action; };
  const columns: Column<AuditEntry>[] = [
    { key: "created_at", title: t("audit.created_at"), isMain: true, width: 170, render: (row) => <Text size="sm" fw={600} className="vpbx-numbers">{formats.moment(row.created_at)}</Text> },
    { key: "actor", title: t("audit.actor"), render: (row) => row.actor ?? t("audit.system") },
    { key: "action", title: t("audit.action"), render: (row) => actionOf(row.action) },
    { key: "subject", title: t("audit.subject"), render: (row) => <Text size="sm" style={{ overflowWrap: "anywhere" }}>{row.subject || "—"}</Text> },
    { key: "tenant", title: t("audit.tenant"), render: (row) => row.tenant ?? "—" },
    { key: "acting_for", title: t("audit.acting_for"), render: (row) => (row.acting_for ? <Badge color="yellow" variant="light" tt="none">{row.acting_for}</Badge> : "—") },
    { key: "address", title: t("audit.address"), isHiddenAtFirst: true, render: (row) => row.address ?? "—" },
    { key: "data", title: t("audit.data"), isHiddenAtFirst: true, render: (row) => <Code style={{ overflowWrap: "anywhere" }}>{JSON.stringify(row.data)}</Code> },
  ];
  return (
    <>
      <PageHeader title={t("audit.title")} description={t("audit.text")} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => String(row.id)} nameOf={(row) => row.action}
        empty={<EmptyState icon={IconReportAnalytics} title={t("audit.empty")} />}
      />
    </>
  );
}
