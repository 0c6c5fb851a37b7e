import { useState } from "react";
import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMediaPackageOptions } from "@/api/options";
import type { MediaPackage } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { UsedBy } from "@/components/used-by";
import { useMediaPackage, usePackageWrites, type PackageValues } from "@/features/media-packages/api";
import { DefaultStar } from "@/features/media-packages/components/default-star";
import { PackageFields, PackageFiles } from "@/features/media-packages/components/package-fields";
import { useMay } from "@/session/session";

const formValues = ({ name, comment, order, files }: MediaPackage): PackageValues => ({ name, comment, order, files });

function PackageForm({ pack, isDisabled }: { pack: MediaPackage; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { update } = usePackageWrites();
  const saved = useSaved();
  const form = useForm<PackageValues>({ initialValues: formValues(pack), validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    const before = formValues(pack);
    await update(pack.id, values);
    form.setInitialValues(values);
    saved({ title: t("music.saved", { name: values.name }), undo: async () => { await update(pack.id, before); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("music.about")}><PackageFields form={form} isDisabled={isDisabled} /></Section>
      <Section title={t("music.files")} text={t("music.files_text")}><PackageFiles form={form} isDisabled={isDisabled} /></Section>
    </DetailForm>
  );
}

function PackageView({ pack }: { pack: MediaPackage }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = usePackageWrites();
  const saved = useSaved();
  const mayEdit = useMay("media.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useMediaPackageOptions().filter((option) => option.value !== pack.id);
  return (
    <>
      <PageHeader
        title={pack.name} badge={<DefaultStar row={pack} isDisabled={!mayEdit} />} back={{ to: "/media-packages", label: t("music.title") }}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <PackageForm key={pack.id} pack={pack} isDisabled={!mayEdit} />
        <Section title={t("media.used_by")}><UsedBy usages={pack.used_by} empty={t("media.not_used")} /></Section>
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("music.delete_title", { name: pack.name })} text={t("music.delete_text")} replacements={others.length > 0 ? others : undefined}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(pack.id, query)}
          onDeleted={() => { saved({ title: t("music.deleted", { name: pack.name }) }); void navigate({ to: "/media-packages" }); }}
        />
      )}
    </>
  );
}

export default function MediaPackagePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useMediaPackage(id);
  return <QueryView query={query}>{(pack) => <PackageView pack={pack} />}</QueryView>;
}
