import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { StaleBadge } from "@/components/stale-badge";
import { AllDevices } from "@/features/devices/components/all-devices";
import { useLive } from "@/realtime/live";

const RegisteredDevices = lazily(() => import("@/features/devices/components/registered-devices"));

export default function DevicesPage() {
  const { t } = useTranslation();
  const { tab = "all" } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  const live = useLive("company");
  const open = (value: string | null) => { void navigate({ to: "/devices", search: value === "all" ? {} : { tab: value ?? "" } }); };
  return (
    <>
      <PageHeader title={t("devices.title")} description={t("devices.text")} badge={<StaleBadge live={live} />} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="all">{t("devices.tab_all")}</Tabs.Tab>
          <Tabs.Tab value="registered">{t("devices.tab_registered")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="all"><AllDevices /></Tabs.Panel>
        <Tabs.Panel value="registered"><RegisteredDevices /></Tabs.Panel>
      </Tabs>
    </>
  );
}
