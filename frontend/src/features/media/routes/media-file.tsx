import { useState } from "react";
import { Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMediaOptions } from "@/api/options";
import type { MediaFile, MediaFileDetail } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { MediaFields } from "@/components/media/media-fields";
import { MediaPlayer } from "@/components/media/media-player";
import { useMediaWrites, type MediaValues } from "@/components/media/writes";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { UsedBy } from "@/components/used-by";
import { useMediaFile } from "@/features/media/api";
import { ReplaceSound } from "@/features/media/components/replace-sound";
import { Variants } from "@/features/media/components/variants";
import { formatBytes, useFormats } from "@/lib/format";
import { useMay } from "@/session/session";

const formValues = ({ name, language }: MediaFile): MediaValues => ({ name, language });

function MediaForm({ file, isDisabled }: { file: MediaFile; isDisabled: boolean }) {
  const { t } = useTranslation();
  const { update } = useMediaWrites();
  const saved = useSaved();
  const form = useForm<MediaValues>({ initialValues: formValues(file), validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) } });
  const save = useSave(form, async (values) => {
    const before = formValues(file);
    await update(file.id, values);
    form.setInitialValues(values);
    saved({ title: t("media.saved", { name: values.name }), undo: async () => { await update(file.id, before); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("media.about")}><MediaFields inputOf={inputOf(form, isDisabled)} /></Section>
    </DetailForm>
  );
}

function MediaView({ file }: { file: MediaFileDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { remove } = useMediaWrites();
  const saved = useSaved();
  const mayEdit = useMay("media.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useMediaOptions().filter((option) => option.value !== file.id);
  return (
    <>
      <PageHeader
        title={file.name} description={`${t(`media.source_${file.source}`)} · ${formatBytes(file.size_bytes)} · ${formats.dateTime(file.updated_at)}`} back={{ to: "/media-files", label: t("media.title") }}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <Section title={t("media.sound")}>
          <MediaPlayer key={file.updated_at} file={file} name={file.name} peaks={file.peaks.length > 0 ? file.peaks : undefined} isDrawn />
          {file.text !== "" && <Text size="sm" c="dimmed" mt="sm" style={{ whiteSpace: "pre-wrap" }}>{file.text}</Text>}
        </Section>
        <MediaForm key={file.id} file={file} isDisabled={!mayEdit} />
        <Variants file={file} mayEdit={mayEdit} />
        {mayEdit && <ReplaceSound key={`replace-${file.updated_at}`} file={file} />}
        <Section title={t("media.used_by")}><UsedBy usages={file.used_by} empty={t("media.not_used")} /></Section>
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("media.delete_title", { name: file.name })} text={t("media.delete_text")} replacements={others.length > 0 ? others : undefined}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(file.id, query)}
          onDeleted={() => { saved({ title: t("media.deleted", { name: file.name }) }); void navigate({ to: "/media-files" }); }}
        />
      )}
    </>
  );
}

export default function MediaFilePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useMediaFile(id);
  return <QueryView query={query}>{(file) => <MediaView file={file} />}</QueryView>;
}
