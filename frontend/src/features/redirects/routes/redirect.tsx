import { useState } from "react";
import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useRedirectOptions } from "@/api/options";
import type { RedirectNumber } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { ServiceFields } from "@/components/outside/service-fields";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useRedirect, useRedirectWrites, type RedirectValues } from "@/features/redirects/api";
import { RedirectFields } from "@/features/redirects/components/redirect-fields";
import { useMay } from "@/session/session";

const formValues = ({ name, number, comment, ring_seconds, limits, switches }: RedirectNumber): RedirectValues => ({ name, number, comment, ring_seconds, limits, switches });

function RedirectForm({ redirect }: { redirect: RedirectNumber }) {
  const { t } = useTranslation();
  const { update } = useRedirectWrites();
  const saved = useSaved();
  const isDisabled = !useMay("outside.edit");
  const form = useForm<RedirectValues>({ initialValues: formValues(redirect) });
  const save = useSave(form, async (values) => {
    const before = formValues(redirect);
    await update(redirect.id, values);
    form.setInitialValues(values);
    saved({ title: t("redirects.saved", { name: values.name }), undo: async () => { await update(redirect.id, before); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("redirects.about")}><Stack><RedirectFields form={form} isDisabled={isDisabled} /></Stack></Section>
      <Section title={t("services.title")} text={t("services.redirect_text")}><ServiceFields owner="redirect" inputOf={inputOf(form, isDisabled)} /></Section>
    </DetailForm>
  );
}

function RedirectView({ redirect }: { redirect: RedirectNumber }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useRedirectWrites();
  const saved = useSaved();
  const mayEdit = useMay("outside.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useRedirectOptions().filter((option) => option.value !== redirect.id);
  return (
    <>
      <PageHeader
        title={redirect.name} back={{ to: "/redirect-numbers", label: t("redirects.title") }}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <RedirectForm key={redirect.id} redirect={redirect} />
      {isDeleting && (
        <DeleteDialog
          title={t("redirects.delete_title", { name: redirect.name })} text={t("redirects.delete_text")} replacements={others.length > 0 ? others : undefined}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(redirect.id, query)}
          onDeleted={() => { saved({ title: t("redirects.deleted", { name: redirect.name }) }); void navigate({ to: "/redirect-numbers" }); }}
        />
      )}
    </>
  );
}

export default function RedirectPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useRedirect(id);
  return <QueryView query={query}>{(redirect) => <RedirectView redirect={redirect} />}</QueryView>;
}
