import { IconPhoneCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Call } from "@/api/types";
import { CallBack } from "@/components/call-back";
import { useCallColumns } from "@/components/call-columns";
import { DataTable } from "@/components/data-table/data-table";
import { listQuery } from "@/components/data-table/list-query";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { RECORDED_CALLS } from "@/realtime/live";

const SHOWN = ["started_at", "from", "result"];

export default function OwnMissedPage() {
  const { t } = useTranslation();
  const list = useList({ name: "own-missed" });
  const [params, options] = listQuery(list);
  const query = $api.useQuery("get", "/api/v1/own/missed/", params, { ...options, meta: { lists: RECORDED_CALLS } });
  const columns: Column<Call>[] = [
    ...useCallColumns().filter((column) => SHOWN.includes(column.key)),
    { key: "call_back", title: t("own.call_back"), render: (row) => <CallBack number={row.from.number} /> },
  ];
  return (
    <>
      <PageHeader title={t("own.missed")} description={t("own.missed_text")} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.started_at} hasSearch={false}
        empty={<EmptyState icon={IconPhoneCheck} title={t("own.no_missed")} text={t("own.no_missed_text")} />}
      />
    </>
  );
}
