import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconDeviceLandlinePhone, IconLock, IconLockOpen, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Device } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Bulk, Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { RegistrationBadge } from "@/components/registration-badge";
import { EmptyState } from "@/components/states";
import { useDevices, useDeviceWrites } from "@/features/devices/api";
import { useFormats } from "@/lib/format";
import { useLive } from "@/realtime/live";
import { useMay } from "@/session/session";

const CreateDevice = lazily(() => import("@/features/devices/components/create-device"));

const FILTER_KEYS = ["is_blocked", "transport"];

function Agent({ device }: { device: Device }) {
  const live = useLive("company");
  const now = live.registrations[device.login] ?? device.registration;
  return now?.agent ? <Text size="sm" truncate maw={220} title={now.agent}>{now.agent}</Text> : <Text span c="dimmed" size="sm">—</Text>;
}

function useColumns(): Column<Device>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    { key: "login", title: t("devices.login"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/devices/${row.id}`} ff="monospace" fw={600} c="inherit">{row.login}</Anchor> },
    { key: "title", title: t("devices.title_field"), orderBy: "title", render: (row) => row.title || "—" },
    { key: "extension", title: t("devices.extension"), render: (row) => (row.extension ? <Anchor component={Link} to={`/extensions/${row.extension.id}`} className="vpbx-numbers">{row.extension.number}</Anchor> : "—") },
    { key: "registration", title: t("devices.state"), render: (row) => <RegistrationBadge login={row.login} isBlocked={row.is_blocked} state={row.registration?.state} /> },
    { key: "agent", title: t("devices.agent"), render: (row) => <Agent device={row} /> },
    { key: "transport", title: t("devices.transport"), isHiddenAtFirst: true, render: (row) => t(`devices.transport_${row.transport}`) },
    { key: "allowed_networks", title: t("devices.allowed_networks"), isHiddenAtFirst: true, render: (row) => row.allowed_networks.join(", ") || t("devices.any_network") },
    { key: "created_at", title: t("devices.created_at"), orderBy: "created_at", isHiddenAtFirst: true, render: (row) => formats.date(row.created_at) },
  ];
}

function useBulk(): Bulk {
  const { t } = useTranslation();
  const { bulk } = useDeviceWrites();
  return {
    run: bulk,
    actions: [
      { name: "block", label: t("devices.block"), icon: IconLock, confirm: (count) => t("devices.block_many", { count }) },
      { name: "unblock", label: t("devices.unblock"), icon: IconLockOpen },
      { name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("devices.delete_many", { count }) },
    ],
  };
}

export function AllDevices() {
  const { t } = useTranslation();
  const list = useList({ name: "devices", filterKeys: FILTER_KEYS, ordering: "name" });
  const query = useDevices(list);
  const navigate = useNavigate();
  const mayEdit = useMay("device.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const bulk = useBulk();
  const filters: Filter[] = [
    { key: "is_blocked", label: t("devices.blocking"), kind: "select", options: [{ value: "true", label: t("devices.blocked") }, { value: "false", label: t("devices.not_blocked") }] },
    { key: "transport", label: t("devices.transport"), kind: "select", options: ["any", "udp", "tcp", "tls"].map((value) => ({ value, label: t(`devices.transport_${value}`) })) },
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("devices.add")}</Button>;
  return (
    <>
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.login} searchPlaceholder={t("devices.search")}
        exportPath="/api/v1/devices/export/" onOpen={(row) => { void navigate({ to: `/devices/${row.id}` }); }} bulk={mayEdit ? bulk : undefined} toolbarExtra={mayEdit && add}
        empty={<EmptyState icon={IconDeviceLandlinePhone} title={t("devices.empty")} text={t("devices.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateDevice onClose={() => { setAdding(false); }} />}
    </>
  );
}
