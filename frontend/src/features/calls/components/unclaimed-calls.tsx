import { IconPhoneX } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useCarrierLineOptions } from "@/api/options";
import type { Call } from "@/api/types";
import { useCallColumns } from "@/components/call-columns";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { onDemand } from "@/components/on-demand";
import { EmptyState } from "@/components/states";
import { PeriodButton } from "@/features/calls/components/period-button";
import type { UrlSearch } from "@/lib/url-search";

const CallDrawer = lazily(() => import("@/components/call-drawer"));

const PeriodPicker = onDemand(() => import("@/features/calls/components/period-picker"), PeriodButton, "dialog");

const FILTER_KEYS = ["since", "until", "number", "line"];

type UnclaimedCall = Call & { node: string };

function ShownCall({ id, onClose }: { id: string; onClose: () => void }) {
  const query = $api.useQuery("get", "/api/v1/platform/calls/{id}/", { params: { path: { id } } });
  return <CallDrawer query={query} onClose={onClose} />;
}

const NEEDLESS = ["direction", "answered_by", "talk", "call_class", "shown"];

/** Calls that came by a line and belong to no company: numbers that nobody has, or that another company has. */
export function UnclaimedCalls() {
  const { t } = useTranslation();
  const list = useList({ name: "platform-calls", filterKeys: FILTER_KEYS });
  const query = $api.useQuery("get", "/api/v1/platform/calls/", ...listQuery(list));
  const columns: Column<UnclaimedCall>[] = [
    ...useCallColumns().filter((column) => !NEEDLESS.includes(column.key)),
    { key: "node", title: t("calls.node"), isHiddenAtFirst: true, render: (row) => row.node },
  ];
  const navigate = useNavigate();
  const { call } = useSearch({ strict: false }) as UrlSearch;
  const show = (id: string) => { void navigate({ to: ".", search: (old: UrlSearch) => ({ ...old, call: id }) } as never); };
  const filters: Filter[] = [
    { key: "line", label: t("calls.line"), kind: "select", options: useCarrierLineOptions() },
    { key: "number", label: t("calls.number_part"), kind: "text" },
  ];
  return (
    <>
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.started_at} hasSearch={false}
        exportPath="/api/v1/platform/calls/export/" onOpen={(row) => { show(row.id); }} toolbarExtra={<PeriodPicker list={list} />}
        empty={<EmptyState icon={IconPhoneX} title={t("calls.no_unclaimed")} text={t("calls.no_unclaimed_text")} />}
      />
      {call && <ShownCall id={call} onClose={() => { show(""); }} />}
    </>
  );
}
