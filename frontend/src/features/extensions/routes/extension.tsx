import { useState } from "react";
import { Anchor, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconTrash } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useEmployeeOptions, useExtensionOptions } from "@/api/options";
import type { Extension } from "@/api/types";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { PresenceBadge } from "@/components/presence-badge";
import { RegistrationBadge } from "@/components/registration-badge";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useExtension, useExtensionWrites, type ExtensionValues } from "@/features/extensions/api";
import { entryBody, formEntry, ReachEditor, type ExtensionFormValues } from "@/features/extensions/components/reach-editor";
import { PlanSelect } from "@/features/extensions/components/plan-select";
import { OutsideRights } from "@/features/extensions/components/outside-rights";
import { useMay } from "@/session/session";


const formValues = (extension: Extension): ExtensionFormValues => ({
  number: extension.number,
  display_name: extension.display_name,
  employee: extension.employee?.id ?? null,
  ring_order: extension.ring_order,
  reach: extension.reach.map(formEntry),
  plan: extension.plan,
  call_classes: extension.call_classes,
  outside_number: extension.outside_number,
  hides_number: extension.hides_number,
  tags: extension.tags,
  limits: extension.limits,
  block_list: extension.block_list?.id ?? null,
});
const bodyOf = (values: ExtensionFormValues): ExtensionValues => ({ ...values, reach: values.reach.map(entryBody) });

function ExtensionForm({ extension }: { extension: Extension }) {
  const { t } = useTranslation();
  const employees = useEmployeeOptions();
  const { update } = useExtensionWrites();
  const saved = useSaved();
  const mayEdit = useMay("extension.edit");
  const form = useForm<ExtensionFormValues>({ initialValues: formValues(extension) });
  const save = useSave(form, async (values) => {
    const before = formValues(extension);
    await update(extension.id, bodyOf(values));
    form.setInitialValues(values);
    saved({
      title: t("extensions.saved", { number: values.number }),
      undo: async () => { await update(extension.id, bodyOf(before)); form.setInitialValues(before); form.reset(); },
    });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("extensions.about")}>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput label={t("extensions.number")} required inputMode="numeric" disabled={!mayEdit} {...form.getInputProps("number")} />
          <TextInput label={t("extensions.display_name")} description={t("extensions.display_name_hint")} inputWrapperOrder={["label", "input", "description", "error"]} disabled={!mayEdit} {...form.getInputProps("display_name")} />
          <Select label={t("extensions.employee")} data={employees} searchable clearable disabled={!mayEdit} nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("employee")} />
        </SimpleGrid>
      </Section>
      <Section title={t("extensions.reach")} text={t("extensions.reach_text")}>
        <Stack>
          <PlanSelect form={form} known={{ value: extension.plan, label: extension.plan_label }} isDisabled={!mayEdit} />
          <ReachEditor form={form} isDisabled={!mayEdit} />
        </Stack>
      </Section>
      <OutsideRights form={form} isDisabled={!mayEdit} />
    </DetailForm>
  );
}

function Belongings({ extension }: { extension: Extension }) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Section title={t("nav.devices")}>
        <Stack gap="xs">
          {extension.devices.length === 0 && <Text size="sm" c="dimmed">{t("extensions.no_devices")}</Text>}
          {extension.devices.map((device) => (
            <Group key={device.id} justify="space-between">
              <Anchor component={Link} to={`/devices/${device.id}`} ff="monospace" size="sm">{device.login}</Anchor>
              <RegistrationBadge login={device.login} state={null} />
            </Group>
          ))}
        </Stack>
      </Section>
      <Section title={t("extensions.queues")}>
        <Stack gap="xs">
          {extension.queues.length === 0 && <Text size="sm" c="dimmed">{t("extensions.no_queues")}</Text>}
          {extension.queues.map((queue) => <Anchor key={queue.id} component={Link} to={`/queues/${queue.id}`}>{queue.number} · {queue.name}</Anchor>)}
        </Stack>
      </Section>
    </SimpleGrid>
  );
}

function ExtensionView({ extension }: { extension: Extension }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useExtensionWrites();
  const saved = useSaved();
  const mayEdit = useMay("extension.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useExtensionOptions().filter((option) => option.value !== extension.id);
  const name = extension.display_name || extension.employee?.name;
  return (
    <>
      <PageHeader
        title={name ? `${extension.number} · ${name}` : extension.number} back={{ to: "/extensions", label: t("extensions.title") }}
        badge={<PresenceBadge number={extension.number} logins={extension.devices.map((device) => device.login)} />}
        actions={mayEdit && <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>}
      />
      <Stack gap="md">
        <ExtensionForm key={extension.id} extension={extension} />
        <Belongings extension={extension} />
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("extensions.delete_title", { number: extension.number })} text={t("extensions.delete_text")} replacements={others}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(extension.id, query)}
          onDeleted={() => { saved({ title: t("extensions.deleted", { number: extension.number }) }); void navigate({ to: "/extensions" }); }}
        />
      )}
    </>
  );
}

export default function ExtensionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useExtension(id);
  return <QueryView query={query}>{(extension) => <ExtensionView extension={extension} />}</QueryView>;
}
