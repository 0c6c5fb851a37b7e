import { useState } from "react";
import { Anchor, Badge, Button, Group, Text } from "@mantine/core";
import { IconPhone, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useLineOptions } from "@/api/options";
import type { PhoneNumber } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column, Filter } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useNumberWrites, usePhoneNumbers } from "@/features/phone-numbers/api";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const CreateNumber = lazily(() => import("@/features/phone-numbers/components/create-number"));

const FILTER_KEYS = ["line", "target"];

function useColumns(): Column<PhoneNumber>[] {
  const { t } = useTranslation();
  return [
    {
      key: "number", title: t("numbers.number"), orderBy: "number", isMain: true, render: (row) => (
        <div><Anchor component={Link} to={`/phone-numbers/${row.id}`} fw={650} c="inherit" className="vpbx-numbers">{formatPhone(row.number)}</Anchor>{row.title !== "" && <Text size="xs" c="dimmed">{row.title}</Text>}</div>
      ),
    },
    { key: "target", title: t("numbers.target"), render: (row) => (row.target === "" ? <Text span size="sm" c="var(--vpbx-warn)">{t("numbers.no_target_short")}</Text> : row.target_label) },
    { key: "line", title: t("numbers.line"), render: (row) => row.line_title || row.line },
    { key: "limits", title: t("services.channels"), align: "right", render: (row) => <span className="vpbx-numbers">{row.limits.channels === 0 ? "—" : row.limits.channels}</span> },
    { key: "region", title: t("numbers.region"), render: (row) => row.region || "—" },
    { key: "tags", title: t("numbers.tags"), render: (row) => (row.tags.length === 0 ? "—" : <Group gap={4}>{row.tags.map((tag) => <Badge key={tag} variant="light" color="gray" tt="none">{tag}</Badge>)}</Group>) },
  ];
}

export default function PhoneNumbersPage() {
  const { t } = useTranslation();
  const list = useList({ name: "phone-numbers", filterKeys: FILTER_KEYS, ordering: "number" });
  const query = usePhoneNumbers(list);
  const { bulk } = useNumberWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("outside.edit");
  const lines = useLineOptions();
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  const targets = ["internal", "redirect", "none"].map((value) => ({ value, label: t(`numbers.target_${value}`) }));
  const filters: Filter[] = [
    { key: "line", label: t("numbers.line"), kind: "select", options: lines },
    { key: "target", label: t("numbers.target"), kind: "select", options: targets },
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("numbers.add")}</Button>;
  return (
    <>
      <PageHeader title={t("numbers.title")} description={t("numbers.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} filters={filters} rowKey={(row) => row.id} nameOf={(row) => row.number} searchPlaceholder={t("numbers.search")}
        exportPath="/api/v1/phone-numbers/export/" onOpen={(row) => { void navigate({ to: `/phone-numbers/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("numbers.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconPhone} title={t("numbers.empty")} text={t("numbers.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateNumber onClose={() => { setAdding(false); }} />}
    </>
  );
}
