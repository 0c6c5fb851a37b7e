import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { lazily } from "@/components/lazily";
import { PageHeader } from "@/components/page-header";
import { UnclaimedCalls } from "@/features/calls/components/unclaimed-calls";

const StrangersAttempts = lazily(() => import("@/features/calls/components/strangers-attempts"));

/** What reached the platform and is nobody's: calls by its lines, and attempts to get in. */
export default function PlatformCallsPage() {
  const { t } = useTranslation();
  const { tab = "calls" } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  const open = (value: string | null) => { void navigate({ to: ".", search: (value === "calls" ? {} : { tab: value ?? "" }) as never }); };
  return (
    <>
      <PageHeader title={t("calls.unclaimed")} description={t("calls.unclaimed_text")} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="calls">{t("calls.unclaimed_tab")}</Tabs.Tab>
          <Tabs.Tab value="attempts">{t("calls.attempts_tab")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="calls"><UnclaimedCalls /></Tabs.Panel>
        <Tabs.Panel value="attempts"><StrangersAttempts /></Tabs.Panel>
      </Tabs>
    </>
  );
}
