import { useState } from "react";
import { Button, SimpleGrid, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PhoneNumber } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { ServiceFields } from "@/components/outside/service-fields";
import { TargetSelect } from "@/components/outside/target-select";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useNumberWrites, usePhoneNumber, type NumberValues } from "@/features/phone-numbers/api";
import { AnsweringPanel } from "@/features/phone-numbers/components/answering";
import { NumberWeek } from "@/features/phone-numbers/components/number-week";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

const formValues = ({ title, target, tags, limits, switches }: PhoneNumber): NumberValues => ({ title, target, tags, limits, switches });

function NumberForm({ phoneNumber }: { phoneNumber: PhoneNumber }) {
  const { t } = useTranslation();
  const { update } = useNumberWrites();
  const saved = useSaved();
  const isDisabled = !useMay("outside.edit");
  const form = useForm<NumberValues>({ initialValues: formValues(phoneNumber) });
  const input = inputOf(form, isDisabled);
  const save = useSave(form, async (values) => {
    const before = formValues(phoneNumber);
    await update(phoneNumber.id, values);
    form.setInitialValues(values);
    saved({
      title: t("numbers.saved", { number: formatPhone(phoneNumber.number) }),
      undo: async () => { await update(phoneNumber.id, before); form.setInitialValues(before); form.reset(); },
    });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("numbers.about")}>
        <Stack>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TargetSelect label={t("numbers.target")} description={t("numbers.target_hint")} placeholder={t("numbers.no_target")} path="target" inputOf={input} />
            <TextInput label={t("numbers.title_field")} placeholder={t("numbers.title_example")} {...input("title") as object} />
            <TagsInput label={t("numbers.tags")} description={t("numbers.tags_hint")} inputWrapperOrder={["label", "input", "description", "error"]} acceptValueOnBlur splitChars={[",", " "]} {...input("tags") as object} />
          </SimpleGrid>
          <Text size="sm" c="dimmed">{t("numbers.by_line", { line: phoneNumber.line_title || phoneNumber.line })}{phoneNumber.region !== "" && ` · ${phoneNumber.region}`}</Text>
        </Stack>
      </Section>
      <Section title={t("services.title")} text={t("services.number_text")}><ServiceFields owner="number" inputOf={input} /></Section>
    </DetailForm>
  );
}

function NumberView({ phoneNumber }: { phoneNumber: PhoneNumber }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useNumberWrites();
  const saved = useSaved();
  const mayDelete = useMay("outside.edit") && phoneNumber.line.startsWith("trunk:");
  const maySeeFlows = useMay("flow.view");
  const [isDeleting, setDeleting] = useState(false);
  const number = formatPhone(phoneNumber.number);
  return (
    <>
      <PageHeader
        title={phoneNumber.title ? `${number} · ${phoneNumber.title}` : number} back={{ to: "/phone-numbers", label: t("numbers.title") }}
        actions={mayDelete && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <AnsweringPanel id={phoneNumber.id} title={t("numbers.answering")} />
        {maySeeFlows && <NumberWeek id={phoneNumber.id} number={phoneNumber.number} />}
        <NumberForm key={phoneNumber.id} phoneNumber={phoneNumber} />
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("numbers.delete_title", { number })} text={t("numbers.delete_text")} onClose={() => { setDeleting(false); }} remove={(query) => remove(phoneNumber.id, query)}
          onDeleted={() => { saved({ title: t("numbers.deleted", { number }) }); void navigate({ to: "/phone-numbers" }); }}
        />
      )}
    </>
  );
}

export default function PhoneNumberPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = usePhoneNumber(id);
  return <QueryView query={query}>{(phoneNumber) => <NumberView phoneNumber={phoneNumber} />}</QueryView>;
}
