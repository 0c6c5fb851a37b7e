import { useEffect } from "react";
import { Anchor, Text } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RegisteredDevice } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { EmptyState } from "@/components/states";
import { useRegistrations } from "@/features/devices/api";
import { useFormats } from "@/lib/format";
import { useLive } from "@/realtime/live";

function useColumns(): Column<RegisteredDevice>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    { key: "login", title: t("devices.login"), isMain: true, render: (row) => <Anchor component={Link} to={`/devices/${row.device}`} ff="monospace" fw={600} c="inherit">{row.login}</Anchor> },
    { key: "extension", title: t("devices.extension"), render: (row) => row.extension || "—" },
    { key: "employee", title: t("kinds.employee"), render: (row) => row.employee || "—" },
    { key: "address", title: t("devices.address"), render: (row) => <Text size="sm" ff="monospace">{row.address}</Text> },
    { key: "agent", title: t("devices.agent"), render: (row) => row.agent || "—" },
    { key: "transport", title: t("devices.transport"), render: (row) => row.transport.toUpperCase() },
    { key: "since", title: t("devices.since"), render: (row) => (row.since ? formats.moment(row.since) : "—") },
    { key: "expires_at", title: t("devices.expires_at"), isHiddenAtFirst: true, render: (row) => (row.expires_at ? formats.time(row.expires_at) : "—") },
  ];
}

/** Phones that are there now; read again when the live feed tells of another one. */
export default function RegisteredDevices() {
  const { t } = useTranslation();
  const list = useList({ name: "registrations" });
  const query = useRegistrations(list);
  const { registrations } = useLive("company");
  const columns = useColumns();
  const { refetch } = query;
  useEffect(() => { void refetch(); }, [registrations, refetch]);
  return (
    <DataTable
      list={list} query={query} columns={columns} rowKey={(row) => row.login} nameOf={(row) => row.login} searchPlaceholder={t("devices.search")}
      empty={<EmptyState icon={IconPlugConnected} title={t("devices.none_registered")} text={t("devices.none_registered_text")} />}
    />
  );
}
