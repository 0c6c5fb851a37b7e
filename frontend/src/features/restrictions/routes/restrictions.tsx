import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconLockOpen, IconPhoneOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Restriction } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { StatusBadge } from "@/components/status-badge";
import { notifications } from "@mantine/notifications";
import { useRestrictions, useRestrictionWrites } from "@/components/restrictions/restrictions";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const RestrictionDialog = lazily(() => import("@/components/restrictions/restriction-dialog"));

const FILTER_KEYS = ["tenant", "source"];

function useColumns(): Column<Restriction>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    {
      key: "tenant", title: t("restrictions.tenant"), orderBy: "tenant", isMain: true, render: ({ tenant }) => (
        <div><Anchor component={Link} to={`/platform/companies/${tenant.code}`} fw={600} c="inherit">{tenant.name}</Anchor><Text size="xs" c="dimmed" ff="monospace">{tenant.code}</Text></div>
      ),
    },
    { key: "state", title: t("restrictions.state"), render: (row) => <StatusBadge tone={row.begun_at ? "bad" : "warn"}>{t(row.begun_at ? "restrictions.standing" : "restrictions.coming")}</StatusBadge> },
    { key: "reason", title: t("blocks.reason"), render: (row) => <Text size="sm" style={{ overflowWrap: "anywhere" }}>{row.reason}</Text> },
    { key: "starts_at", title: t("restrictions.starts_at"), orderBy: "starts_at", render: (row) => formats.moment(row.starts_at) },
    { key: "ends_at", title: t("restrictions.ends_at"), render: (row) => (row.ends_at ? formats.moment(row.ends_at) : t("blocks.no_end")) },
    { key: "source", title: t("restrictions.source"), orderBy: "source", render: (row) => row.created_by ?? t(`restrictions.source_${row.source}`, row.source) },
  ];
}

/** Companies whose outgoing calls are stopped. */
export default function RestrictionsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "restrictions", filterKeys: FILTER_KEYS, ordering: "-starts_at" });
  const query = useRestrictions(list);
  const { bulk } = useRestrictionWrites();
  const mayEdit = useMay("platform.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const filters: Filter[] = [{ key: "tenant", label: t("restrictions.tenant_code"), kind: "text" }];
  const add = <Button leftSection={<IconPhoneOff size={18} />} onClick={() => { setAdding(true); }}>{t("restrictions.restrict")}</Button>;
  return (
    <>
      <PageHeader title={t("restrictions.title")} description={t("restrictions.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.tenant.name} exportPath="/api/v1/platform/restrictions/export/"
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("restrictions.lift"), icon: IconLockOpen, confirm: (count) => t("restrictions.lift_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconPhoneOff} title={t("restrictions.empty")} text={t("restrictions.empty_text")} />}
      />
      {isAdding && (
        <RestrictionDialog
          title={t("restrictions.restrict")} zone={Intl.DateTimeFormat().resolvedOptions().timeZone} onClose={() => { setAdding(false); }}
          onDone={(tenant) => { notifications.show({ color: "tide", title: t("restrictions.restricted", { name: tenant }), message: "" }); }}
        />
      )}
    </>
  );
}
