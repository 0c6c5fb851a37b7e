import { useState } from "react";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconTrash, IconUpload, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Employee } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useEmployees, useEmployeesBulk } from "@/features/employees/api";
import { useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const CreateEmployee = lazily(() => import("@/features/employees/components/create-employee"));

const FILTER_KEYS = ["role"];

function useColumns(): Column<Employee>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    { key: "name", title: t("employees.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/employees/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    {
      key: "extensions", title: t("employees.extensions"), render: (row) => (
        <Group gap={6}>{row.extensions.map((extension) => <Anchor key={extension.id} component={Link} to={`/extensions/${extension.id}`} className="vpbx-numbers">{extension.number}</Anchor>)}</Group>
      ),
    },
    { key: "email", title: t("employees.email"), orderBy: "email", render: (row) => row.email || "—" },
    { key: "mobile", title: t("employees.mobile"), render: (row) => <span className="vpbx-numbers">{row.mobile || "—"}</span> },
    { key: "role", title: t("employees.role"), render: (row) => <Text size="sm" c={row.role === "none" ? "dimmed" : undefined}>{t(`roles.${row.role}`)}</Text> },
    { key: "created_at", title: t("employees.created_at"), orderBy: "created_at", isHiddenAtFirst: true, render: (row) => formats.date(row.created_at) },
  ];
}

export default function EmployeesPage() {
  const { t } = useTranslation();
  const list = useList({ name: "employees", filterKeys: FILTER_KEYS, ordering: "name" });
  const query = useEmployees(list);
  const runBulk = useEmployeesBulk();
  const navigate = useNavigate();
  const mayEdit = useMay("employee.edit");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const roles = ["none", "user", "admin"].map((value) => ({ value, label: t(`roles.${value}`) }));
  const filters: Filter[] = [{ key: "role", label: t("employees.role"), kind: "select", options: roles }];
  const add = <Button leftSection={<IconUserPlus size={18} />} onClick={() => { setAdding(true); }}>{t("employees.add")}</Button>;
  return (
    <>
      <PageHeader
        title={t("employees.title")} description={t("employees.text")}
        actions={mayEdit && <><Button variant="default" component={Link} to="/employees/import" leftSection={<IconUpload size={18} />}>{t("employees.import")}</Button>{add}</>}
      />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.name}
        searchPlaceholder={t("employees.search")} exportPath="/api/v1/employees/export/"
        onOpen={(row) => { void navigate({ to: `/employees/${row.id}` }); }}
        bulk={mayEdit ? {
          run: runBulk,
          actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("employees.delete_many", { count }) }],
        } : undefined}
        empty={<EmptyState icon={IconUsers} title={t("employees.empty")} text={t("employees.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateEmployee onClose={() => { setAdding(false); }} />}
    </>
  );
}
