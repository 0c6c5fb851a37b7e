import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NumberList } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { useListWrites, type ListValues } from "@/features/number-lists/api";
import { ListFields } from "@/features/number-lists/components/list-fields";

interface CreateListProps {
  onClose: () => void;
  /** Told of the new one instead of being taken to its page. */
  onCreated?: (made: NumberList) => void;
}

export default function CreateList({ onClose, onCreated }: CreateListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { create, remove } = useListWrites();
  const saved = useSaved();
  const form = useForm<ListValues>({ initialValues: { name: "", comment: "", blocks_callers: false }, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    const made = await create(values);
    saved({ title: t("lists.added", { name: made.name }), undo: () => remove(made.id, { force: true }) });
    form.resetDirty(values);
    if (onCreated) { onCreated(made); return; }
    onClose();
    await navigate({ to: `/number-lists/${made.id}` });
  });
  return (
    <FormDrawer title={t("lists.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <ListFields form={form} isDisabled={false} />
    </FormDrawer>
  );
}
