import { useState } from "react";
import { Alert, Button, Group, Modal, PasswordInput, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconKey, IconQrcode } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { Device } from "@/api/types";
import { CredentialFields, OnceAlert, SetupLinkPanel } from "@/components/credentials-panel";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { useResetPassword, useSetupLink } from "@/features/devices/api";
import { useFormats } from "@/lib/format";
import { useLive } from "@/realtime/live";

function Fact({ label, value }: { label: string; value: string }) {
  return <div><Text size="xs" c="dimmed">{label}</Text><Text size="sm" style={{ overflowWrap: "anywhere" }}>{value}</Text></div>;
}

/** Where the phone is now, following the live feed. */
export function RegistrationPanel({ device }: { device: Device }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const live = useLive("company");
  const now = live.registrations[device.login] ?? (live.isLoaded ? null : device.registration);
  if (now?.state !== "registered") return null;
  return (
    <Section title={t("devices.registration")}>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Fact label={t("devices.address")} value={now.address} />
        <Fact label={t("devices.agent")} value={now.agent || "—"} />
        <Fact label={t("devices.since")} value={now.since ? formats.moment(now.since) : "—"} />
        <Fact label={t("devices.expires_at")} value={now.expires_at ? formats.time(now.expires_at) : "—"} />
      </SimpleGrid>
    </Section>
  );
}

function ResetDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const saved = useSaved();
  const reset = useResetPassword(device.id);
  const [secret, setSecret] = useState("");
  const problem = reset.error ? asApiError(reset.error) : null;
  const fieldProblem = problem?.fields.secret?.map(textOf).join(" ");
  const run = () => { reset.mutate(secret, { onSuccess: () => { saved({ title: t("devices.password_reset", { login: device.login }) }); } }); };
  return (
    <Modal opened onClose={onClose} title={t("devices.reset_password")} closeButtonProps={{ "aria-label": t("common.close") }}>
      {reset.data ? (
        <Stack><OnceAlert /><CredentialFields credentials={reset.data} /><Group justify="flex-end"><Button onClick={onClose}>{t("common.done")}</Button></Group></Stack>
      ) : (
        <Stack>
          <Text size="sm">{t("devices.reset_text")}</Text>
          <Problems problems={problem && !fieldProblem ? [textOf(problem)] : []} />
          <PasswordInput
            label={t("credentials.secret")} placeholder={t("employees.secret_generated")} description={t("employees.secret_hint")} autoComplete="new-password" error={fieldProblem}
            value={secret} onChange={(event) => { setSecret(event.currentTarget.value); }} visibilityToggleButtonProps={{ "aria-label": t("session.show_password") }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
            <Button color="red" loading={reset.isPending} onClick={run}>{t("devices.reset_confirm")}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function SetupDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const formats = useFormats();
  const make = useSetupLink(device.id);
  return (
    <Modal opened onClose={onClose} size="lg" title={t("devices.setup_link")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Problems problems={make.error ? [textOf(asApiError(make.error))] : []} />
        {make.data ? (
          <SetupLinkPanel url={make.data.setup_url} qrSvg={make.data.qr_svg} note={t("devices.setup_until", { time: formats.dateTime(make.data.expires_at) })} />
        ) : (
          <>
            <Text size="sm">{t("devices.setup_text")}</Text>
            <Alert color="yellow" variant="light">{t("devices.setup_renews")}</Alert>
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
              <Button loading={make.isPending} onClick={() => { make.mutate(); }}>{t("devices.setup_make")}</Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}

/** Ways to hand the phone its credentials. */
export function AccessPanel({ device }: { device: Device }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<"reset" | "setup" | null>(null);
  const close = () => { setDialog(null); };
  return (
    <Section title={t("devices.access")} text={t("devices.access_text")}>
      <Group>
        <Button variant="light" leftSection={<IconQrcode size={18} />} onClick={() => { setDialog("setup"); }}>{t("devices.setup_link")}</Button>
        <Button variant="default" leftSection={<IconKey size={18} />} onClick={() => { setDialog("reset"); }}>{t("devices.reset_password")}</Button>
      </Group>
      {dialog === "reset" && <ResetDialog device={device} onClose={close} />}
      {dialog === "setup" && <SetupDialog device={device} onClose={close} />}
    </Section>
  );
}
