import { useState } from "react";
import { Button, Drawer, Group, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useExtensionOptions } from "@/api/options";
import { CredentialFields, OnceAlert, SetupLinkPanel, type PhoneCredentials } from "@/components/credentials-panel";
import { FormDrawer } from "@/components/form/form-drawer";
import classes from "@/components/form/form.module.css";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { useDeviceWrites } from "@/features/devices/api";
import { useSession } from "@/session/session";

interface Made {
  login: string;
  credentials: PhoneCredentials & { setup_url: string; qr_svg: string };
}

function MadeDrawer({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer opened onClose={onClose} title={<Text fw={650} size="lg" component="span">{made.login}</Text>} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack gap="lg">
        <OnceAlert />
        <SetupLinkPanel url={made.credentials.setup_url} qrSvg={made.credentials.qr_svg} />
        <CredentialFields credentials={made.credentials} />
      </Stack>
      <Group className={classes.footer} justify="flex-end"><Button onClick={onClose} data-autofocus>{t("common.done")}</Button></Group>
    </Drawer>
  );
}

export default function CreateDevice({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const code = useSession().tenant?.code ?? "";
  const extensions = useExtensionOptions();
  const { create, remove } = useDeviceWrites();
  const saved = useSaved();
  const [made, setMade] = useState<Made | null>(null);
  const form = useForm({ initialValues: { name: "", title: "", extension: null as string | null, secret: "" } });
  const save = useSave(form, async ({ secret, ...values }) => {
    const device = await create(secret === "" ? values : { ...values, secret });
    saved({ title: t("devices.added", { login: device.login }), undo: () => remove(device.id, { force: true }) });
    setMade(device);
  });
  if (made !== null) return <MadeDrawer made={made} onClose={onClose} />;
  return (
    <FormDrawer title={t("devices.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <TextInput
        label={t("devices.login")} description={t("devices.name_hint")} required data-autofocus placeholder={t("devices.name_example")}
        leftSection={<Text size="sm" c="dimmed">{code}+</Text>} leftSectionWidth={code.length * 9 + 26} {...form.getInputProps("name")}
      />
      <TextInput label={t("devices.title_field")} placeholder={t("devices.title_example")} {...form.getInputProps("title")} />
      <Select label={t("devices.extension")} description={t("devices.extension_hint")} data={extensions} searchable clearable nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("extension")} />
      <PasswordInput
        label={t("credentials.secret")} placeholder={t("employees.secret_generated")} description={t("employees.secret_hint")} autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("session.show_password") }} {...form.getInputProps("secret")}
      />
    </FormDrawer>
  );
}
