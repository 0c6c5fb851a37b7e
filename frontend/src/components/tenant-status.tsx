import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Tenant } from "@/api/types";
import { StatusBadge, type Tone } from "@/components/status-badge";
import { useNow } from "@/lib/use-now";

type Standing = "provisioning" | "active" | "disabled" | "administrative" | "voluntary";

const TONES: Record<Standing, Tone> = { provisioning: "info", active: "good", disabled: "idle", administrative: "bad", voluntary: "warn" };

/** What holds for a company at a moment: its blocks in force, else its status. */
export function standingsOf(tenant: Pick<Tenant, "status" | "blocks">, now: number): Standing[] {
  if (tenant.status !== "active") return [tenant.status];
  const inForce = tenant.blocks.filter((block) =>
    Date.parse(block.starts_at) <= now && (block.ends_at === null || Date.parse(block.ends_at) > now));
  return inForce.length === 0 ? ["active"] : [...new Set(inForce.map((block) => block.kind))];
}

export function TenantStatus({ tenant }: { tenant: Pick<Tenant, "status" | "blocks"> }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <Group gap="xs">
      {standingsOf(tenant, now).map((standing) => <StatusBadge key={standing} tone={TONES[standing]} isPill>{t(`companies.standing_${standing}`)}</StatusBadge>)}
    </Group>
  );
}
