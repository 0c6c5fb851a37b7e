import { Select } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useExtensionOptions, useQueueOptions, type Option } from "@/api/options";
import type { VoicemailBox } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { BoxFields } from "@/components/voicemail/box-fields";
import { NEW_BOX, type BoxValues } from "@/components/voicemail/boxes";
import { useBoxWrites } from "@/features/voicemail/api";

const ALL = { params: { query: { page_size: 500 } } };

interface NewBox extends BoxValues {
  /** Internal number of its owner. */
  number: string | null;
}

/** People and groups without a box, by their numbers. */
function useOwnerOptions() {
  const { t } = useTranslation();
  const taken = new Set($api.useQuery("get", "/api/v1/voicemail-boxes/", ALL).data?.results.map((box) => box.number));
  const free = (options: Option[]) => options.map(({ label }) => ({ value: label.split(" ", 1)[0] ?? "", label })).filter(({ value }) => !taken.has(value));
  const people = free(useExtensionOptions());
  const queues = free(useQueueOptions());
  return [{ group: t("voicemail.people"), items: people }, { group: t("voicemail.queues"), items: queues }].filter(({ items }) => items.length > 0);
}

interface CreateBoxProps {
  onClose: () => void;
  /** Takes the new box where it is needed. */
  onCreated?: (made: VoicemailBox) => void;
}

export default function CreateBox({ onClose, onCreated }: CreateBoxProps) {
  const { t } = useTranslation();
  const { create, remove } = useBoxWrites();
  const saved = useSaved();
  const owners = useOwnerOptions();
  const form = useForm<NewBox>({ initialValues: { number: null, ...NEW_BOX }, validate: { number: (number) => (number === null ? t("form.required") : null) } });
  const save = useSave(form, async ({ number, ...values }) => {
    const made = await create(number ?? "", values);
    saved({ title: t("voicemail.box_added", { number: made.number }), undo: () => remove(made.id, { force: true }) });
    onCreated?.(made);
    onClose();
  });
  return (
    <FormDrawer title={t("voicemail.add_box")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <Select label={t("voicemail.owner")} placeholder={t("voicemail.choose_owner")} required data={owners} searchable nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("number")} />
      <BoxFields form={form} hasPin={false} isDisabled={false} />
    </FormDrawer>
  );
}
