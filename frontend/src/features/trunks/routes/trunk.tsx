import { useState } from "react";
import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Trunk } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { LineFields } from "@/components/outside/line-fields";
import { LineTestPanel } from "@/components/outside/line-test";
import { isUndoable, lineValues, type LineValues } from "@/components/outside/line-values";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { QueryView } from "@/components/states";
import { useTrunk, useTrunkOptions, useTrunkWrites } from "@/features/trunks/api";
import { useMay } from "@/session/session";

function TrunkForm({ trunk }: { trunk: Trunk }) {
  const { t } = useTranslation();
  const { update } = useTrunkWrites();
  const saved = useSaved();
  const isDisabled = !useMay("outside.edit");
  const form = useForm<LineValues>({ initialValues: lineValues(trunk) });
  const save = useSave(form, async (values) => {
    const before = lineValues(trunk);
    await update(trunk.id, values);
    form.setInitialValues({ ...values, secret: "" });
    form.setFieldValue("secret", "");
    saved({
      title: t("trunks.saved", { name: values.title || values.name }),
      undo: isUndoable(before, values) ? async () => { await update(trunk.id, before); form.setInitialValues(before); form.reset(); } : undefined,
    });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <LineFields form={form} scope="company" isDisabled={isDisabled} hasSecret={trunk.has_secret} hasInternal />
    </DetailForm>
  );
}

function TrunkView({ trunk }: { trunk: Trunk }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove, test } = useTrunkWrites();
  const saved = useSaved();
  const mayEdit = useMay("outside.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useTrunkOptions().filter((option) => option.value !== trunk.id);
  const name = trunk.title || trunk.name;
  return (
    <>
      <PageHeader
        title={name} back={{ to: "/trunks", label: t("trunks.title") }}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <LineTestPanel line={trunk} mayTest={mayEdit} test={() => test(trunk.id)} />
        <TrunkForm key={trunk.id} trunk={trunk} />
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("trunks.delete_title", { name })} text={t("trunks.delete_text")} replacements={others.length > 0 ? others : undefined}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(trunk.id, query)}
          onDeleted={() => { saved({ title: t("trunks.deleted", { name }) }); void navigate({ to: "/trunks" }); }}
        />
      )}
    </>
  );
}

export default function TrunkPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useTrunk(id);
  return <QueryView query={query}>{(trunk) => <TrunkView trunk={trunk} />}</QueryView>;
}
