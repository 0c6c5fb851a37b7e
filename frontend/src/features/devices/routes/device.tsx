import { useState } from "react";
import { Button, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock, IconLockOpen, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useDeviceOptions, useExtensionOptions } from "@/api/options";
import type { Device } from "@/api/types";
import ConfirmDialog from "@/components/confirm-dialog";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { ServiceFields } from "@/components/outside/service-fields";
import { PageHeader } from "@/components/page-header";
import { RegistrationBadge } from "@/components/registration-badge";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useTellProblem } from "@/components/tell-problem";
import { useDevice, useDeviceWrites, type DeviceValues } from "@/features/devices/api";
import { Attempts } from "@/features/devices/components/attempts";
import { TechnicalFields } from "@/features/devices/components/device-fields";
import { AccessPanel, RegistrationPanel } from "@/features/devices/components/device-panels";
import { useMay, useSession } from "@/session/session";

const formValues = (device: Device): DeviceValues => ({
  name: device.name, title: device.title, extension: device.extension?.id ?? null, allowed_networks: device.allowed_networks,
  codecs: device.codecs, dtmf_mode: device.dtmf_mode, transport: device.transport, is_behind_nat: device.is_behind_nat,
  limits: device.limits, switches: device.switches,
});

function DeviceForm({ device }: { device: Device }) {
  const { t } = useTranslation();
  const code = useSession().tenant?.code ?? "";
  const extensions = useExtensionOptions();
  const { update } = useDeviceWrites();
  const saved = useSaved();
  const mayEdit = useMay("device.edit");
  const form = useForm<DeviceValues>({ initialValues: formValues(device) });
  const save = useSave(form, async (values) => {
    const before = formValues(device);
    await update(device.id, values);
    form.setInitialValues(values);
    saved({
      title: t("devices.saved", { login: `${code}+${values.name}` }),
      undo: async () => { await update(device.id, before); form.setInitialValues(before); form.reset(); },
    });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("devices.settings")}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput
              label={t("devices.login")} required disabled={!mayEdit} leftSection={<Text size="sm" c="dimmed">{code}+</Text>} leftSectionWidth={code.length * 9 + 26}
              description={form.isDirty("name") ? t("devices.rename_hint") : undefined} inputWrapperOrder={["label", "input", "description", "error"]} {...form.getInputProps("name")}
            />
            <TextInput label={t("devices.title_field")} disabled={!mayEdit} placeholder={t("devices.title_example")} {...form.getInputProps("title")} />
            <Select label={t("devices.extension")} data={extensions} searchable clearable disabled={!mayEdit} nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("extension")} />
          </SimpleGrid>
          <TechnicalFields form={form} isDisabled={!mayEdit} />
        </Stack>
      </Section>
      <Section title={t("services.title")} text={t("services.device_text")}><ServiceFields owner="device" inputOf={inputOf(form, !mayEdit)} /></Section>
    </DetailForm>
  );
}

function BlockButton({ device }: { device: Device }) {
  const { t } = useTranslation();
  const { setBlocked } = useDeviceWrites();
  const saved = useSaved();
  const isBlocked = device.is_blocked;
  const [isAsking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: () => setBlocked(device.id, !isBlocked),
    onError: useTellProblem(),
    onSuccess: () => {
      saved({ title: t(isBlocked ? "devices.unblocked_done" : "devices.blocked_done", { login: device.login }), undo: () => setBlocked(device.id, isBlocked) });
    },
  });
  const ask = () => {
    if (isBlocked) { change.mutate(); return; }
    setAsking(true);
  };
  return (
    <>
      <Button variant="default" loading={change.isPending} leftSection={isBlocked ? <IconLockOpen size={16} /> : <IconLock size={16} />} onClick={ask}>
        {t(isBlocked ? "devices.unblock" : "devices.block")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("devices.block")} text={t("devices.block_text")} action={t("devices.block")} color="red"
          onConfirm={() => { change.mutate(); }} onClose={() => { setAsking(false); }}
        />
      )}
    </>
  );
}

function DeviceView({ device }: { device: Device }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useDeviceWrites();
  const saved = useSaved();
  const mayEdit = useMay("device.edit");
  const [isDeleting, setDeleting] = useState(false);
  const others = useDeviceOptions().filter((option) => option.value !== device.id);
  return (
    <>
      <PageHeader
        title={device.title || device.login} description={device.title ? device.login : undefined} back={{ to: "/devices", label: t("devices.title") }}
        badge={<RegistrationBadge login={device.login} isBlocked={device.is_blocked} state={device.registration?.state} />}
        actions={mayEdit && (
          <>
            <BlockButton device={device} />
            <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>
          </>
        )}
      />
      <Stack gap="md">
        <RegistrationPanel device={device} />
        <Attempts device={device} />
        {mayEdit && <AccessPanel device={device} />}
        <DeviceForm key={device.id} device={device} />
      </Stack>
      {isDeleting && (
        <DeleteDialog
          title={t("devices.delete_title", { login: device.login })} text={t("devices.delete_text")} replacements={others}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(device.id, query)}
          onDeleted={() => { saved({ title: t("devices.deleted", { login: device.login }) }); void navigate({ to: "/devices" }); }}
        />
      )}
    </>
  );
}

export default function DevicePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useDevice(id);
  return <QueryView query={query}>{(device) => <DeviceView device={device} />}</QueryView>;
}
