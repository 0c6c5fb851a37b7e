import { IconHistory } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useEmployeeOptions } from "@/api/options";
import { useCallColumns } from "@/components/call-columns";
import { CALL_RESULTS } from "@/components/call-result";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { onDemand } from "@/components/on-demand";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { PeriodButton } from "@/features/calls/components/period-button";
import type { UrlSearch } from "@/lib/url-search";
import { RECORDED_CALLS } from "@/realtime/live";

const CallDrawer = lazily(() => import("@/features/calls/components/call-drawer"));

const PeriodPicker = onDemand(() => import("@/features/calls/components/period-picker"), PeriodButton, "dialog");

const FILTER_KEYS = ["since", "until", "direction", "number", "employee", "result"];

export default function CallsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "calls", filterKeys: FILTER_KEYS });
  const [params, options] = listQuery(list);
  const query = $api.useQuery("get", "/api/v1/calls/", params, { ...options, meta: { lists: RECORDED_CALLS } });
  const employees = useEmployeeOptions();
  const columns = useCallColumns();
  const navigate = useNavigate();
  const { call } = useSearch({ strict: false }) as UrlSearch;
  const show = (id: string) => { void navigate({ to: ".", search: (old: UrlSearch) => ({ ...old, call: id }) } as never); };
  const filters: Filter[] = [
    { key: "direction", label: t("calls.direction"), kind: "select", options: ["internal", "in", "out"].map((value) => ({ value, label: t(`directions.${value}`) })) },
    { key: "result", label: t("calls.result"), kind: "select", options: CALL_RESULTS.map((value) => ({ value, label: t(`results.${value}`) })) },
    { key: "number", label: t("calls.number_part"), kind: "text" },
    { key: "employee", label: t("calls.employee"), kind: "select", options: employees },
  ];
  return (
    <>
      <PageHeader title={t("calls.title")} description={t("calls.text")} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.started_at} hasSearch={false}
        exportPath="/api/v1/calls/export/" onOpen={(row) => { show(row.id); }} toolbarExtra={<PeriodPicker list={list} />}
        empty={<EmptyState icon={IconHistory} title={t("calls.empty")} text={t("calls.empty_text")} />}
      />
      {call && <CallDrawer id={call} onClose={() => { show(""); }} />}
    </>
  );
}
