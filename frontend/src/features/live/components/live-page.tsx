import { Group, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LiveCallList } from "@/components/live-call-list";
import { PageHeader } from "@/components/page-header";
import { StaleBadge } from "@/components/stale-badge";
import type { UrlSearch } from "@/lib/url-search";
import { useLive } from "@/realtime/live";
import type { Scope } from "@/realtime/socket";

export function LivePage({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const live = useLive(scope);
  const navigate = useNavigate();
  const { search = "" } = useSearch({ strict: false }) as UrlSearch;
  const setSearch = (value: string) => { void navigate({ to: ".", replace: true, search: value === "" ? {} : { search: value } } as never); };
  const count = Object.keys(live.calls).length;
  return (
    <>
      <PageHeader title={t("live.title")} description={t(scope === "platform" ? "live.text_platform" : "live.text")} badge={<StaleBadge live={live} />} />
      <Group justify="space-between" mb="md">
        <TextInput
          type="search" flex="1 1 220px" maw={360} leftSection={<IconSearch size={16} aria-hidden />} aria-label={t("table.search")} placeholder={t("live.search")}
          value={search} onChange={(event) => { setSearch(event.currentTarget.value); }}
        />
        <span className="vpbx-numbers" role="status">{t("live.count", { count })}</span>
      </Group>
      <LiveCallList live={live} search={search} hasTenant={scope === "platform"} />
    </>
  );
}
