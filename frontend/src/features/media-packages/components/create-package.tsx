import { Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { NEW_PACKAGE, usePackageWrites, type PackageValues } from "@/features/media-packages/api";
import { PackageFields, PackageFiles } from "@/features/media-packages/components/package-fields";

export default function CreatePackage({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create, remove } = usePackageWrites();
  const saved = useSaved();
  const form = useForm<PackageValues>({ initialValues: NEW_PACKAGE, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    const made = await create(values);
    saved({ title: t("music.added", { name: made.name }), undo: () => remove(made.id, { force: true }) });
    form.resetDirty(values);
    onClose();
    await navigate({ to: `/media-packages/${made.id}` });
  });
  return (
    <FormDrawer title={t("music.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <PackageFields form={form} isDisabled={false} />
      <Text fw={600}>{t("music.files")}</Text>
      <PackageFiles form={form} isDisabled={false} />
    </FormDrawer>
  );
}
