import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useCallColumns } from "@/components/call-columns";
import { CALL_RESULTS } from "@/components/call-result";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { RECORDED_CALLS } from "@/realtime/live";

const FILTER_KEYS = ["direction", "result", "number"];

export default function OwnCallsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "own-calls", filterKeys: FILTER_KEYS });
  const [params, options] = listQuery(list);
  const query = $api.useQuery("get", "/api/v1/own/calls/", params, { ...options, meta: { lists: RECORDED_CALLS } });
  const columns = useCallColumns();
  const filters: Filter[] = [
    { key: "direction", label: t("calls.direction"), kind: "select", options: ["internal", "in", "out"].map((value) => ({ value, label: t(`directions.${value}`) })) },
    { key: "result", label: t("calls.result"), kind: "select", options: CALL_RESULTS.map((value) => ({ value, label: t(`results.${value}`) })) },
    { key: "number", label: t("calls.number_part"), kind: "text" },
  ];
  return (
    <>
      <PageHeader title={t("own.calls")} description={t("own.calls_text")} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.started_at} hasSearch={false}
        empty={<EmptyState icon={IconHistory} title={t("calls.empty")} text={t("calls.empty_text")} />}
      />
    </>
  );
}
