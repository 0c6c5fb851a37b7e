import { useState } from "react";
import { Progress, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { MediaFile } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { MediaFields } from "@/components/media/media-fields";
import { SoundFields } from "@/components/media/sound-fields";
import { nameOfFile } from "@/components/media/upload";
import { useSoundInput, WAYS, type SoundInput, type Way } from "@/components/media/use-sound-input";
import { useMediaWrites, type MediaValues, type Variant } from "@/components/media/writes";
import { useSaved } from "@/components/saved/use-saved";

interface CreateMediaFileProps {
  onClose: () => void;
  /** Takes the new sound where it is needed, as soon as it has been sent; it may still be prepared. */
  onCreated?: (made: MediaFile) => void;
  /** The ways that are offered; the first one is chosen. */
  ways?: readonly Way[];
  /** The sound is what calls in one language hear instead of another one, under its name. */
  variant?: Variant & { name: string };
}

/** A new sound by file, microphone or text. */
export default function CreateMediaFile({ onClose, onCreated, ways = WAYS, variant }: CreateMediaFileProps) {
  const { t } = useTranslation();
  const { create, remove } = useMediaWrites();
  const saved = useSaved();
  const [percent, setPercent] = useState<number | null>(null);
  const input = useSoundInput(ways[0]);
  const form = useForm<MediaValues>({ initialValues: { name: variant?.name ?? "", language: variant?.language ?? "" }, validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const chosen: SoundInput = {
    ...input,
    setFile: (file) => { input.setFile(file); if (form.values.name.trim() === "") form.setFieldValue("name", nameOfFile(file.name)); },
  };
  const save = useSave(form, async (values) => {
    const sound = input.take();
    if (sound === null) return;
    try {
      const made = await create(values, sound, setPercent, variant);
      if (onCreated) onCreated(made);
      else saved({ title: t("media.added", { name: made.name }), undo: () => remove(made.id, { force: true }) });
      onClose();
    } finally {
      setPercent(null);
    }
  });
  return (
    <FormDrawer title={t("media.add")} save={save} isDirty={form.isDirty() || input.isDirty} submitLabel={t("common.create")} onClose={onClose}>
      <SoundFields input={chosen} ways={ways} />
      {!variant && <MediaFields inputOf={inputOf(form, false)} />}
      {percent !== null && (
        <div>
          <Text size="sm" mb={4} role="status">{t("media.uploading", { percent })}</Text>
          <Progress value={percent} aria-label={t("media.uploading", { percent })} />
        </div>
      )}
    </FormDrawer>
  );
}
