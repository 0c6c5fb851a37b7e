import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { RedirectNumber } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { useRedirectWrites, type RedirectValues } from "@/features/redirects/api";
import { NEW_REDIRECT, RedirectFields } from "@/features/redirects/components/redirect-fields";

interface CreateRedirectProps {
  onClose: () => void;
  onCreated?: (made: RedirectNumber) => void;
}

export default function CreateRedirect({ onClose, onCreated }: CreateRedirectProps) {
  const { t } = useTranslation();
  const { create, remove } = useRedirectWrites();
  const saved = useSaved();
  const form = useForm<RedirectValues>({ initialValues: NEW_REDIRECT });
  const save = useSave(form, async (values) => {
    const made = await create(values);
    saved({ title: t("redirects.added", { name: made.name }), undo: () => remove(made.id, { force: true }) });
    form.resetDirty(values);
    onCreated?.(made);
    onClose();
  });
  return (
    <FormDrawer title={t("redirects.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <RedirectFields form={form} isDisabled={false} />
    </FormDrawer>
  );
}
