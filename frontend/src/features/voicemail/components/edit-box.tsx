import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { VoicemailBox } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { BoxFields } from "@/components/voicemail/box-fields";
import { boxValues, type BoxValues } from "@/components/voicemail/boxes";
import { useBoxWrites } from "@/features/voicemail/api";

export default function EditBox({ box, onClose }: { box: VoicemailBox; onClose: () => void }) {
  const { t } = useTranslation();
  const { update } = useBoxWrites();
  const saved = useSaved();
  const form = useForm<BoxValues>({ initialValues: boxValues(box) });
  const save = useSave(form, async (values) => {
    await update(box.id, values);
    saved({ title: t("voicemail.box_saved", { number: box.number }), undo: values.pin === "" ? () => update(box.id, boxValues(box)) : undefined });
    onClose();
  });
  return (
    <FormDrawer title={t("voicemail.edit_box", { number: box.number, name: box.owner.name })} save={save} isDirty={form.isDirty()} submitLabel={t("common.save")} onClose={onClose}>
      <BoxFields form={form} hasPin={box.has_pin} isDisabled={false} />
    </FormDrawer>
  );
}
