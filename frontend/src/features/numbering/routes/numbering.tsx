import { Anchor, Badge } from "@mantine/core";
import { IconListNumbers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { InternalNumber } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";

const FILTER_KEYS = ["kind"];
const PATHS: Record<string, string> = { extension: "/extensions", queue: "/queues", flow: "/flows", schedule: "/schedules" };
const COLORS: Record<string, string> = { queue: "grape", flow: "blue", schedule: "orange" };

/** Every number that can be dialled inside, whatever answers it. */
export default function NumberingPage() {
  const { t } = useTranslation();
  const list = useList({ name: "numbering", filterKeys: FILTER_KEYS, ordering: "number" });
  const query = $api.useQuery("get", "/api/v1/numbering/", ...listQuery(list));
  const columns: Column<InternalNumber>[] = [
    {
      key: "number", title: t("numbering.number"), orderBy: "number", isMain: true, width: 140,
      render: (row) => <Anchor component={Link} to={`${PATHS[row.kind] ?? ""}/${row.id}`} fw={650} className="vpbx-numbers">{row.number}</Anchor>,
    },
    { key: "kind", title: t("numbering.kind"), width: 180, render: (row) => <Badge variant="light" tt="none" color={COLORS[row.kind] ?? "tide"}>{t(`kinds.${row.kind}`, row.kind)}</Badge> },
    { key: "label", title: t("numbering.label"), render: (row) => row.label || "—" },
  ];
  const filters: Filter[] = [{ key: "kind", label: t("numbering.kind"), kind: "select", options: Object.keys(PATHS).map((value) => ({ value, label: t(`kinds.${value}`) })) }];
  return (
    <>
      <PageHeader title={t("numbering.title")} description={t("numbering.text")} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.number} nameOf={(row) => row.number}
        empty={<EmptyState icon={IconListNumbers} title={t("numbering.empty")} />}
      />
    </>
  );
}
