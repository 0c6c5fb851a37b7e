import { useState } from "react";
import { Anchor, Button, Text } from "@mantine/core";
import { IconBuildingSkyscraper, IconLock, IconLockOpen, IconPlayerStop, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Tenant } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Bulk, Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { TenantStatus } from "@/components/tenant-status";
import { useCompanies, useCompanyWrites } from "@/features/companies/api";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const CreateCompany = lazily(() => import("@/features/companies/components/create-company"));

const FILTER_KEYS = ["status"];

function useColumns(): Column<Tenant>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    {
      key: "name", title: t("companies.name"), orderBy: "name", isMain: true, render: (row) => (
        <div><Anchor component={Link} to={`/platform/companies/${row.code}`} fw={600} c="inherit">{row.name}</Anchor><Text size="xs" c="dimmed" ff="monospace">{row.code}</Text></div>
      ),
    },
    { key: "status", title: t("companies.status"), render: (row) => <TenantStatus tenant={row} /> },
    { key: "users", title: t("companies.users"), align: "right", render: (row) => <span className="vpbx-numbers">{row.counts.users} / {row.max_users}</span> },
    { key: "extensions", title: t("companies.extensions"), align: "right", render: (row) => <span className="vpbx-numbers">{row.counts.extensions}</span> },
    { key: "devices", title: t("companies.devices"), align: "right", render: (row) => <span className="vpbx-numbers">{row.counts.devices}</span> },
    { key: "timezone", title: t("companies.timezone"), isHiddenAtFirst: true, render: (row) => row.timezone },
    { key: "created_at", title: t("companies.created_at"), orderBy: "created_at", render: (row) => formats.date(row.created_at) },
  ];
}

function useBulk(): Bulk {
  const { t } = useTranslation();
  const { bulk } = useCompanyWrites();
  return {
    run: bulk,
    actions: [
      { name: "block", label: t("blocks.block"), icon: IconLock, confirm: (count) => t("companies.block_many", { count }) },
      { name: "unblock", label: t("blocks.unblock"), icon: IconLockOpen },
      { name: "disable", label: t("companies.disable"), icon: IconPlayerStop, color: "red", confirm: (count) => t("companies.disable_many", { count }) },
    ],
  };
}

export default function CompaniesPage() {
  const { t } = useTranslation();
  const list = useList({ name: "companies", filterKeys: FILTER_KEYS, ordering: "name" });
  const query = useCompanies(list);
  const navigate = useNavigate();
  const mayEdit = useMay("platform.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const bulk = useBulk();
  const filters: Filter[] = [{ key: "status", label: t("companies.status"), kind: "select", options: ["active", "disabled", "provisioning"].map((value) => ({ value, label: t(`companies.standing_${value}`) })) }];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("companies.add")}</Button>;
  return (
    <>
      <PageHeader title={t("companies.title")} description={t("companies.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.code} nameOf={(row) => row.name} searchPlaceholder={t("companies.search")}
        onOpen={(row) => { void navigate({ to: `/platform/companies/${row.code}` }); }} bulk={mayEdit ? bulk : undefined} exportPath="/api/v1/platform/tenants/export/"
        empty={<EmptyState icon={IconBuildingSkyscraper} title={t("companies.empty")} text={t("companies.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateCompany onClose={() => { setAdding(false); }} />}
    </>
  );
}
