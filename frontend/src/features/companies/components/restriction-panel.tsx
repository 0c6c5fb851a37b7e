import { useState } from "react";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLockOpen, IconPhoneOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Restriction, Tenant } from "@/api/types";
import { lazily } from "@/components/lazily";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useTellProblem } from "@/components/tell-problem";
import { useCompanySaved } from "@/features/companies/use-company-saved";
import { useRestrictionsOf, useRestrictionWrites } from "@/components/restrictions/restrictions";
import { useFormatsIn } from "@/lib/format";

const RestrictionDialog = lazily(() => import("@/components/restrictions/restriction-dialog"));

function RestrictionRow({ restriction, tenant, mayEdit }: { restriction: Restriction; tenant: Tenant; mayEdit: boolean }) {
  const { t } = useTranslation();
  const formats = useFormatsIn(tenant.timezone);
  const { lift } = useRestrictionWrites();
  const saved = useCompanySaved(tenant.code);
  const end = useMutation({ mutationFn: () => lift(restriction.id), onError: useTellProblem(), onSuccess: () => { saved({ title: t("restrictions.lifted", { name: tenant.name }) }); } });
  const until = restriction.ends_at ? t("blocks.until", { time: formats.dateTime(restriction.ends_at) }) : t("blocks.no_end");
  return (
    <Group justify="space-between" gap="md">
      <div style={{ flex: "1 1 240px" }}>
        <Text fw={600} size="sm" c="var(--vpbx-bad)">{t(restriction.begun_at ? "restrictions.standing" : "restrictions.coming")}</Text>
        <Text size="sm">{t("blocks.since", { time: formats.dateTime(restriction.starts_at) })}, {until}</Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>{restriction.reason} · {restriction.created_by ?? restriction.source}</Text>
      </div>
      {mayEdit && <Button variant="default" leftSection={<IconLockOpen size={16} />} loading={end.isPending} onClick={() => { end.mutate(); }}>{t("restrictions.lift")}</Button>}
    </Group>
  );
}

/** What the company may not do outside, and why: set by the operator or by billing. */
export function RestrictionPanel({ tenant, mayEdit }: { tenant: Tenant; mayEdit: boolean }) {
  const { t } = useTranslation();
  const query = useRestrictionsOf(tenant.code);
  const saved = useCompanySaved(tenant.code);
  const [isOpen, setOpen] = useState(false);
  const add = mayEdit && <Button variant="default" leftSection={<IconPhoneOff size={16} />} onClick={() => { setOpen(true); }}>{t("restrictions.restrict")}</Button>;
  return (
    <Section title={t("restrictions.title")} text={t("restrictions.panel_text")} actions={add}>
      <QueryView query={query} rows={2}>
        {({ results }) => (results.length === 0
          ? <Text size="sm" c="dimmed">{t("restrictions.none")}</Text>
          : <Stack gap="lg">{results.map((each) => <RestrictionRow key={each.id} restriction={each} tenant={tenant} mayEdit={mayEdit} />)}</Stack>)}
      </QueryView>
      {isOpen && (
        <RestrictionDialog
          tenant={tenant.code} zone={tenant.timezone} title={t("restrictions.restrict_title", { name: tenant.name })} onClose={() => { setOpen(false); }}
          onDone={() => { saved({ title: t("restrictions.restricted", { name: tenant.name }) }); }}
        />
      )}
    </Section>
  );
}
