import { IconHistory } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useEmployeeOptions, useTrunkLineOptions } from "@/api/options";
import { useCallColumns } from "@/components/call-columns";
import { CALL_DIRECTIONS } from "@/components/call-direction";
import { CALL_RESULTS } from "@/components/call-result";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { onDemand } from "@/components/on-demand";
import { CALL_CLASSES } from "@/components/outside/classes";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { OPERATORS_LINE } from "@/components/use-line-title";
import { PeriodButton } from "@/features/calls/components/period-button";
import type { UrlSearch } from "@/lib/url-search";
import { RECORDED_CALLS } from "@/realtime/live";

const CallDrawer = lazily(() => import("@/components/call-drawer"));

const PeriodPicker = onDemand(() => import("@/features/calls/components/period-picker"), PeriodButton, "dialog");

const FILTER_KEYS = ["since", "until", "direction", "number", "employee", "line", "call_class", "emergency", "tag", "result"];

/** The call that the address names. */
function ShownCall({ id, onClose }: { id: string; onClose: () => void }) {
  const query = $api.useQuery("get", "/api/v1/calls/{id}/", { params: { path: { id } } });
  return <CallDrawer query={query} onClose={onClose} />;
}

function useFilters(): Filter[] {
  const { t } = useTranslation();
  const employees = useEmployeeOptions();
  const lines = useTrunkLineOptions();
  return [
    { key: "direction", label: t("calls.direction"), kind: "select", options: CALL_DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) })) },
    { key: "line", label: t("calls.line"), kind: "select", options: [{ value: OPERATORS_LINE, label: t("calls.operators_line") }, ...lines] },
    { key: "call_class", label: t("calls.call_class"), kind: "select", options: CALL_CLASSES.map((value) => ({ value, label: t(`call_classes.${value}`) })) },
    { key: "result", label: t("calls.result"), kind: "select", options: CALL_RESULTS.map((value) => ({ value, label: t(`results.${value}`) })) },
    { key: "number", label: t("calls.number_part"), kind: "text" },
    { key: "employee", label: t("calls.employee"), kind: "select", options: employees },
    { key: "tag", label: t("calls.tag"), kind: "text" },
    { key: "emergency", label: t("calls.emergency"), kind: "select", options: [{ value: "true", label: t("calls.emergency_only") }] },
  ];
}

export default function CallsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "calls", filterKeys: FILTER_KEYS });
  const [params, options] = listQuery(list);
  const query = $api.useQuery("get", "/api/v1/calls/", params, { ...options, meta: { lists: RECORDED_CALLS } });
  const columns = useCallColumns();
  const navigate = useNavigate();
  const { call } = useSearch({ strict: false }) as UrlSearch;
  const show = (id: string) => { void navigate({ to: ".", search: (old: UrlSearch) => ({ ...old, call: id }) } as never); };
  const filters = useFilters();
  return (
    <>
      <PageHeader title={t("calls.title")} description={t("calls.text")} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.started_at} hasSearch={false}
        exportPath="/api/v1/calls/export/" onOpen={(row) => { show(row.id); }} toolbarExtra={<PeriodPicker list={list} />}
        empty={<EmptyState icon={IconHistory} title={t("calls.empty")} text={t("calls.empty_text")} />}
      />
      {call && <ShownCall id={call} onClose={() => { show(""); }} />}
    </>
  );
}
