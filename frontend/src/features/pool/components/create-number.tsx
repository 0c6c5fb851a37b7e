import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { usePoolWrites, type PoolValues } from "@/features/pool/api";
import { PoolFields } from "@/features/pool/components/pool-fields";
import { formatPhone } from "@/lib/phone";

const NEW_NUMBER: PoolValues & { number: string } = { number: "", carrier: "", region: "", tags: [], comment: "" };

/** One more number in the pool; it is free. */
export default function CreateNumber({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { create, remove } = usePoolWrites();
  const saved = useSaved();
  const required = (value: string) => (value.trim() === "" ? t("form.required") : null);
  const form = useForm({ initialValues: NEW_NUMBER, validate: { number: required, carrier: required } });
  const save = useSave(form, async (values) => {
    const made = await create(values);
    saved({ title: t("pool.added", { number: formatPhone(made.number) }), undo: () => remove(made.id, {}) });
    form.resetDirty(values);
    onClose();
  });
  return (
    <FormDrawer title={t("pool.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <TextInput label={t("pool.number")} type="tel" required placeholder="+74951234567" data-autofocus {...form.getInputProps("number")} />
      <PoolFields inputOf={inputOf(form, false)} hasCarrier />
    </FormDrawer>
  );
}
