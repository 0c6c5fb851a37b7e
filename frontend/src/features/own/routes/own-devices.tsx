import { useState } from "react";
import { Button, Group, Modal, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconDeviceLandlinePhone, IconQrcode } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { asApiError } from "@/api/errors";
import type { Own } from "@/api/types";
import { SetupLinkPanel } from "@/components/credentials-panel";
import { useErrorText } from "@/components/error-text";
import { Problems } from "@/components/form/problems";
import { LiveCallList } from "@/components/live-call-list";
import { PageHeader } from "@/components/page-header";
import { RegistrationBadge } from "@/components/registration-badge";
import { Section } from "@/components/section";
import { StaleBadge } from "@/components/stale-badge";
import { EmptyState, QueryView } from "@/components/states";
import { useFormats } from "@/lib/format";
import { useLive } from "@/realtime/live";
import { useMay } from "@/session/session";

type OwnDevice = Own["devices"][number];

function SetupDialog({ device, onClose }: { device: OwnDevice; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const formats = useFormats();
  const make = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/api/v1/own/devices/{device_id}/setup-link/", { params: { path: { device_id: device.id } } });
      return data as NonNullable<typeof data>;
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t("own.set_up")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Problems problems={make.error ? [textOf(asApiError(make.error))] : []} />
        {make.data ? (
          <SetupLinkPanel url={make.data.setup_url} qrSvg={make.data.qr_svg} note={t("devices.setup_until", { time: formats.dateTime(make.data.expires_at) })} />
        ) : (
          <>
            <Text size="sm">{t("devices.setup_text")} {t("devices.setup_renews")}</Text>
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

function DeviceCard({ device }: { device: OwnDevice }) {
  const { t } = useTranslation();
  const mayEdit = useMay("own.edit");
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={device.title || device.login} text={device.title ? device.login : undefined} actions={<RegistrationBadge login={device.login} isBlocked={device.is_blocked} state={device.registration?.state} />}>
      {mayEdit && <Button variant="light" leftSection={<IconQrcode size={18} />} onClick={() => { setOpen(true); }}>{t("own.set_up")}</Button>}
      {isOpen && <SetupDialog device={device} onClose={() => { setOpen(false); }} />}
    </Section>
  );
}

export default function OwnDevicesPage() {
  const { t } = useTranslation();
  const query = $api.useQuery("get", "/api/v1/own/");
  const live = useLive("company");
  return (
    <QueryView query={query}>
      {(own) => (
        <>
          <PageHeader
            title={own.employee?.name ?? t("own.title")} badge={<StaleBadge live={live} />}
            description={own.extensions.length > 0 ? t("own.numbers", { numbers: own.extensions.map((extension) => extension.number).join(", ") }) : t("own.no_numbers")}
          />
          <Stack gap="md">
            {Object.keys(live.calls).length > 0 && <LiveCallList live={live} />}
            {own.devices.length === 0 && <EmptyState icon={IconDeviceLandlinePhone} title={t("own.no_devices")} text={t("own.no_devices_text")} />}
            <SimpleGrid cols={{ base: 1, md: 2 }}>{own.devices.map((device) => <DeviceCard key={device.id} device={device} />)}</SimpleGrid>
          </Stack>
        </>
      )}
    </QueryView>
  );
}
