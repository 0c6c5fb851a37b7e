import { Alert, Box, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyField } from "@/components/copy-field";
import { QrCode } from "@/components/qr-code";

export interface PhoneCredentials {
  login: string;
  secret: string;
  server: string;
  port: number;
  tls_port?: number;
  transport: string;
}

/** What is typed into a phone; the password is on the screen for the only time. */
export function CredentialFields({ credentials }: { credentials: PhoneCredentials }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <CopyField label={t("credentials.server")} value={credentials.server} />
        <CopyField label={t("credentials.port")} value={String(credentials.port)} />
      </SimpleGrid>
      <CopyField label={t("credentials.transport")} value={credentials.transport.toUpperCase()} />
      <CopyField label={t("credentials.login")} value={credentials.login} />
      <CopyField label={t("credentials.secret")} value={credentials.secret} />
    </Stack>
  );
}

export function OnceAlert() {
  const { t } = useTranslation();
  return <Alert color="yellow" variant="light" icon={<IconKey />}>{t("credentials.once")}</Alert>;
}

/** The page that a phone's owner opens: picture to scan and address to send. */
export function SetupLinkPanel({ url, qrSvg, note }: { url: string; qrSvg: string; note?: string }) {
  const { t } = useTranslation();
  return (
    <Group align="flex-start" gap="lg" wrap="wrap">
      <QrCode svg={qrSvg} label={t("credentials.qr_alt")} />
      <Box flex="1 1 220px">
        <Text fw={600} mb={4}>{t("credentials.qr_title")}</Text>
        <Text size="sm" c="dimmed" mb="sm">{note ?? t("credentials.qr_text")}</Text>
        <CopyField label={t("credentials.setup_url")} value={url} />
      </Box>
    </Group>
  );
}
