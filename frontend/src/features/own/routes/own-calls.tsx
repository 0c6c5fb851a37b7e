import { IconHistory } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useCallColumns } from "@/components/call-columns";
import { CALL_DIRECTIONS } from "@/components/call-direction";
import { CALL_RESULTS } from "@/components/call-result";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import type { UrlSearch } from "@/lib/url-search";
import { RECORDED_CALLS } from "@/realtime/live";

const CallDrawer = lazily(() => import("@/components/call-drawer"));

const FILTER_KEYS = ["direction", "result", "number"];

function ShownCall({ id, onClose }: { id: string; onClose: () => void }) {
  const query = $api.useQuery("get", "/api/v1/own/calls/{id}/", { params: { path: { id } } });
  return <CallDrawer query={query} onClose={onClose} />;
}

export default function OwnCallsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "own-calls", filterKeys: FILTER_KEYS });
  const [params, options] = listQuery(list);
  const query = $api.useQuery("get", "/api/v1/own/calls/", params, { ...options, meta: { lists: RECORDED_CALLS } });
  const columns = useCallColumns();
  const navigate = useNavigate();
  const { call } = useSearch({ strict: false }) as UrlSearch;
  const show = (id: string) => { void navigate({ to: ".", search: (old: UrlSearch) => ({ ...old, call: id }) } as never); };
  const filters: Filter[] = [
    { key: "direction", label: t("calls.direction"), kind: "select", options: CALL_DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) })) },
    { key: "result", label: t("calls.result"), kind: "select", options: CALL_RESULTS.map((value) => ({ value, label: t(`results.${value}`) })) },
    { key: "number", label: t("calls.number_part"), kind: "text" },
  ];
  return (
    <>
      <PageHeader title={t("own.calls")} description={t("own.calls_text")} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.started_at} hasSearch={false}
        onOpen={(row) => { show(row.id); }}
        empty={<EmptyState icon={IconHistory} title={t("calls.empty")} text={t("calls.empty_text")} />}
      />
      {call && <ShownCall id={call} onClose={() => { show(""); }} />}
    </>
  );
}
