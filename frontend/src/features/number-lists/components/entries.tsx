import { Button, Group, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconListNumbers, IconPlus, IconTrash, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NumberListEntry } from "@/api/types";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useList } from "@/components/data-table/use-list";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { EmptyState } from "@/components/states";
import { useEntries, useEntryWrites, type EntryValues } from "@/features/number-lists/api";
import { formatPhone } from "@/lib/phone";

const NEW_ENTRY: EntryValues = { number: "", name: "", comment: "" };

/** A number is added where the list is read. */
function AddEntry({ id }: { id: string }) {
  const { t } = useTranslation();
  const { add } = useEntryWrites(id);
  const saved = useSaved();
  const form = useForm<EntryValues>({ initialValues: NEW_ENTRY, validate: { number: (number) => (number.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    await add(values);
    saved({ title: t("lists.entry_added", { number: values.number }) });
    form.setValues(NEW_ENTRY);
  });
  return (
    <form onSubmit={save.submit} noValidate>
      <Problems problems={save.problems} />
      <Group align="flex-start" gap="sm" mb="md">
        <TextInput label={t("numbers.number")} type="tel" required placeholder="8 495 123-45-67" style={{ flex: "1 1 190px" }} {...form.getInputProps("number")} />
        <TextInput label={t("lists.entry_name")} style={{ flex: "1 1 160px" }} {...form.getInputProps("name")} />
        <TextInput label={t("lines.comment")} style={{ flex: "1 1 160px" }} {...form.getInputProps("comment")} />
        <Button type="submit" variant="light" mt={{ base: 0, sm: 25 }} leftSection={<IconPlus size={18} />} loading={save.isSaving}>{t("lists.add_entry")}</Button>
      </Group>
    </form>
  );
}

/** The numbers on a list, page by page. */
export function Entries({ id, mayEdit }: { id: string; mayEdit: boolean }) {
  const { t } = useTranslation();
  const list = useList({ name: "number-list-entries", ordering: "number" });
  const query = useEntries(id, list);
  const { bulk } = useEntryWrites(id);
  const columns: Column<NumberListEntry>[] = [
    { key: "number", title: t("numbers.number"), orderBy: "number", isMain: true, width: 200, render: (row) => <b className="vpbx-numbers">{formatPhone(row.number)}</b> },
    { key: "name", title: t("lists.entry_name"), orderBy: "name", render: (row) => row.name || "—" },
    { key: "comment", title: t("lines.comment"), render: (row) => row.comment || "—" },
  ];
  return (
    <>
      {mayEdit && <AddEntry id={id} />}
      <DataTable
        list={list} query={query} columns={columns} rowKey={(row) => row.id} nameOf={(row) => row.number} exportPath={`/api/v1/number-lists/${id}/entries/export/`}
        toolbarExtra={mayEdit && <Button variant="default" component={Link} to={`/number-lists/${id}/import`} leftSection={<IconUpload size={16} />}>{t("lists.import")}</Button>}
        bulk={mayEdit ? { run: bulk, actions: [{ name: "delete", label: t("common.delete"), icon: IconTrash, color: "red", confirm: (count) => t("lists.delete_entries", { count }) }] } : undefined}
        empty={<EmptyState icon={IconListNumbers} title={t("lists.no_entries")} text={t("lists.no_entries_text")} />}
      />
    </>
  );
}
