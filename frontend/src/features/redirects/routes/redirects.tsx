import { useState } from "react";
import { Anchor, Button } from "@mantine/core";
import { IconPhoneOutgoing, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RedirectNumber } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/states";
import { useRedirects, useRedirectWrites } from "@/features/redirects/api";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const CreateRedirect = lazily(() => import("@/features/redirects/components/create-redirect"));

/** Named outside destinations (004) that numbers and rules lead to. */
export default function RedirectsPage() {
  const { t } = useTranslation();
  const list = useList({ name: "redirects", ordering: "name" });
  const query = useRedirects(list);
  const { bulk } = useRedirectWrites();
  const navigate = useNavigate();
  const mayEdit = useMay("outside.edit");
  const [isAdding, setAdding] = useState(false);
  const columns: Column<RedirectNumber>[] = [
    { key: "name", title: t("redirects.name"), orderBy: "name", isMain: true, render: (row) => <Anchor component={Link} to={`/redirect-numbers/${row.id}`} fw={600} c="inherit">{row.name}</Anchor> },
    { key: "number", title: t("redirects.number"), orderBy: "number", render: (row) => <span className="vpbx-numbers">{formatPhone(row.number)}</span> },
    { key: "ring_seconds", title: t("redirects.ring_seconds"), render: (row) => `${String(row.ring_seconds)} ${t("units.s")}` },
    { key: "channels", title: t("services.channels"), align: "right", render: (row) => <span className="vpbx-numbers">{row.limits.channels === 0 ? "—" : row.limits.channels}</span> },
    { key: "comment", title: t("lines.comment"), render: (row) => row.comment || "—" },
  ];
  const add = <Button leftSection={<IconPlus size={18} />} onClick={() => { setAdding(true); }}>{t("redirects.add")}</Button>;
  return (
    <>
      <PageHeader title={t("redirects.title")} description={t("redirects.text")} actions={mayEdit && add} />
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.name} exportPath="/api/v1/redirect-numbers/export/" onOpen={(row) => { void navigate({ to: `/redirect-numbers/${row.id}` }); }}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("redirects.delete_many", { count }) }] } : undefined}
        empty={<EmptyState icon={IconPhoneOutgoing} title={t("redirects.empty")} text={t("redirects.empty_text")} action={mayEdit ? add : undefined} />}
      />
      {isAdding && <CreateRedirect onClose={() => { setAdding(false); }} />}
    </>
  );
}
