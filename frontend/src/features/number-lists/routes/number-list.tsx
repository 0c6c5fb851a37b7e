import { useState } from "react";
import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNumberListOptions } from "@/api/options";
import type { NumberList } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useListWrites, useNumberList, type ListValues } from "@/features/number-lists/api";
import { Entries } from "@/features/number-lists/components/entries";
import { ListFields } from "@/features/number-lists/components/list-fields";
import { useMay } from "@/session/session";

const formValues = ({ name, comment, blocks_callers }: NumberList): ListValues => ({ name, comment, blocks_callers });

function ListForm({ list }: { list: NumberList }) {
  const { t } = useTranslation();
  const { update } = useListWrites();
  const saved = useSaved();
  const isDisabled = !useMay("outside.edit");
  const form = useForm<ListValues>({ initialValues: formValues(list) });
  const save = useSave(form, async (values) => {
    const before = formValues(list);
    await update(list.id, values);
    form.setInitialValues(values);
    saved({ title: t("lists.saved", { name: values.name }), undo: async () => { await update(list.id, before); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("lists.about")}><Stack><ListFields form={form} isDisabled={isDisabled} /></Stack></Section>
    </DetailForm>
  );
}

function ListView({ list }: { list: NumberList }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useListWrites();
  const saved = useSaved();
  const mayEdit = useMay("outside.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useNumberListOptions().filter((option) => option.value !== list.id);
  return (
    <>
      <PageHeader
        title={list.name} description={t("lists.size_now", { count: list.size })} back={{ to: "/number-lists", label: t("lists.title") }}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <ListForm key={list.id} list={list} />
        <section aria-label={t("lists.entries")}><Entries id={list.id} mayEdit={mayEdit} /></section>
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("lists.delete_title", { name: list.name })} text={t("lists.delete_text")} replacements={others.length > 0 ? others : undefined}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(list.id, query)}
          onDeleted={() => { saved({ title: t("lists.deleted", { name: list.name }) }); void navigate({ to: "/number-lists" }); }}
        />
      )}
    </>
  );
}

export default function NumberListPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useNumberList(id);
  return <QueryView query={query}>{(list) => <ListView list={list} />}</QueryView>;
}
