import { Button, List, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconDeviceMobileCheck, IconLinkOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { asApiError } from "@/api/errors";
import { CredentialFields, OnceAlert } from "@/components/credentials-panel";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { PlainPage } from "@/components/plain-page";
import { EmptyState, QueryView } from "@/components/states";

function Spent() {
  const { t } = useTranslation();
  return <EmptyState icon={IconLinkOff} title={t("setup.spent")} text={t("setup.spent_text")} />;
}

function Guide() {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={2} mb="sm">{t("setup.guide")}</Title>
      <List type="ordered" size="sm" spacing="xs">
        {["guide_app", "guide_account", "guide_fields", "guide_check"].map((step) => <List.Item key={step}>{t(`setup.${step}`)}</List.Item>)}
      </List>
    </section>
  );
}

/** Shows the credentials once, on a press: programs that only look at links do not use them up. */
function Reveal({ token, info }: { token: string; info: { company: string; device_title: string } }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const reveal = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/api/v1/device-setup/{token}/", { params: { path: { token } } });
      return data as NonNullable<typeof data>;
    },
  });
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <Text size="sm" c="tide" fw={600}>{info.company}</Text>
        <Title order={1}>{info.device_title ? t("setup.title_device", { device: info.device_title }) : t("setup.title")}</Title>
      </Stack>
      <Problems problems={reveal.error ? [textOf(asApiError(reveal.error))] : []} />
      {reveal.data ? (
        <><OnceAlert /><CredentialFields credentials={reveal.data} /></>
      ) : (
        <>
          <ThemeIcon size={56} radius="xl" variant="light"><IconDeviceMobileCheck size={28} /></ThemeIcon>
          <Text>{t("setup.text")}</Text>
          <Button size="md" loading={reveal.isPending} onClick={() => { reveal.mutate(); }}>{t("setup.show")}</Button>
        </>
      )}
      <Guide />
    </Stack>
  );
}

/** The page behind a phone's QR code, open to whoever holds its address, once. */
export function DeviceSetupPage() {
  const { token } = useParams({ strict: false }) as { token: string };
  const query = $api.useQuery("get", "/api/v1/device-setup/{token}/", { params: { path: { token } } }, { retry: false, staleTime: Infinity, refetchOnWindowFocus: false });
  const status = query.error ? asApiError(query.error).status : null;
  return (
    <PlainPage width={520}>
      {status === 404 || status === 410
        ? <Spent />
        : <QueryView query={query} rows={5}>{(info) => (info.is_valid ? <Reveal token={token} info={info} /> : <Spent />)}</QueryView>}
    </PlainPage>
  );
}
