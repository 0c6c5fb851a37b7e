import { useState } from "react";
import { Anchor, Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Carrier } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { LineFields } from "@/components/outside/line-fields";
import { LineTestPanel } from "@/components/outside/line-test";
import { isUndoable, lineValues, type LineValues } from "@/components/outside/line-values";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { QueryView } from "@/components/states";
import { useCarrier, useCarrierWrites, useReplacements } from "@/features/carriers/api";
import { CarrierRole } from "@/features/carriers/components/carrier-role";
import { useMay } from "@/session/session";

function CarrierForm({ carrier }: { carrier: Carrier }) {
  const { t } = useTranslation();
  const { update } = useCarrierWrites();
  const saved = useSaved();
  const isDisabled = !useMay("platform.edit");
  const form = useForm<LineValues>({ initialValues: lineValues(carrier) });
  const save = useSave(form, async (values) => {
    const before = lineValues(carrier);
    await update(carrier.id, values);
    form.setInitialValues({ ...values, secret: "" });
    form.setFieldValue("secret", "");
    saved({
      title: t("carriers.saved", { name: values.title || values.name }),
      undo: isUndoable(before, values) ? async () => { await update(carrier.id, before); form.setInitialValues(before); form.reset(); } : undefined,
    });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <LineFields form={form} scope="platform" isDisabled={isDisabled} isNameFixed hasSecret={carrier.has_secret} hasInternal={false} />
    </DetailForm>
  );
}

function CarrierView({ carrier }: { carrier: Carrier }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove, test } = useCarrierWrites();
  const saved = useSaved();
  const mayEdit = useMay("platform.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useReplacements(carrier.id);
  const name = carrier.title || carrier.name;
  const numbers = <Anchor component={Link} to="/platform/phone-numbers" search={{ carrier: carrier.name } as never} inherit>{t("carriers.numbers_count", { count: carrier.numbers })}</Anchor>;
  return (
    <>
      <PageHeader
        title={name} description={numbers} back={{ to: "/platform/carriers", label: t("carriers.title") }} badge={<CarrierRole carrier={carrier} />}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <LineTestPanel line={carrier} mayTest={mayEdit} test={() => test(carrier.id)} />
        <CarrierForm key={carrier.id} carrier={carrier} />
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("carriers.delete_title", { name })} text={t("carriers.delete_text")} replacements={others.length > 0 ? others : undefined}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(carrier.id, query)}
          onDeleted={() => { saved({ title: t("carriers.deleted", { name }) }); void navigate({ to: "/platform/carriers" }); }}
        />
      )}
    </>
  );
}

export default function CarrierPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useCarrier(id);
  return <QueryView query={query}>{(carrier) => <CarrierView carrier={carrier} />}</QueryView>;
}
