import { Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { useRefresh } from "@/api/refresh";
import type { Own } from "@/api/types";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { ForwardingFields } from "@/components/reach/forwarding-fields";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { EmptyState, QueryView } from "@/components/states";
import { forwardingOf, type Forwarding } from "@/features/own/forwarding";
import { useMay } from "@/session/session";

type OwnExtension = Own["extensions"][number];

interface ForwardingValues {
  reach: Forwarding[];
}

function useUpdate(id: string) {
  const refresh = useRefresh();
  return async (values: ForwardingValues) => {
    await api.PATCH("/api/v1/own/extensions/{extension_id}/", { params: { path: { extension_id: id } }, body: values });
    await refresh();
  };
}

function ExtensionForwarding({ extension, labelOf }: { extension: OwnExtension; labelOf: (device: string) => string }) {
  const { t } = useTranslation();
  const update = useUpdate(extension.id);
  const saved = useSaved();
  const mayEdit = useMay("own.edit");
  const initialValues: ForwardingValues = { reach: extension.reach.map(forwardingOf) };
  const form = useForm<ForwardingValues>({ initialValues });
  const save = useSave(form, async (values) => {
    await update(values);
    form.setInitialValues(values);
    saved({
      title: t("own.forwarding_saved", { number: extension.number }),
      undo: async () => { await update(initialValues); form.setInitialValues(initialValues); form.reset(); },
    });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={extension.number} text={extension.display_name}>
        <Stack gap="xl">
          {extension.reach.length === 0 && <Text size="sm" c="dimmed">{t("own.no_reach")}</Text>}
          {extension.reach.map((entry, index) => (
            <div key={entry.id}>
              <Text fw={600} size="sm" mb="xs">{entry.device ? labelOf(entry.device.id) : entry.outside_number}</Text>
              <ForwardingFields
                mode={form.values.reach[index]?.forward_mode ?? "none"}
                inputProps={(field) => ({ ...form.getInputProps(`reach.${String(index)}.${field}`), disabled: !mayEdit })}
              />
            </div>
          ))}
        </Stack>
      </Section>
    </DetailForm>
  );
}

export default function OwnForwardingPage() {
  const { t } = useTranslation();
  const query = $api.useQuery("get", "/api/v1/own/");
  return (
    <>
      <PageHeader title={t("own.forwarding")} description={t("own.forwarding_text")} />
      <QueryView query={query}>
        {(own) => {
          const labelOf = (id: string) => { const device = own.devices.find((candidate) => candidate.id === id); return device?.title || device?.login || "—"; };
          if (own.extensions.length === 0) return <EmptyState icon={IconArrowForwardUp} title={t("own.no_numbers")} />;
          return <Stack>{own.extensions.map((extension) => <ExtensionForwarding key={extension.id} extension={extension} labelOf={labelOf} />)}</Stack>;
        }}
      </QueryView>
    </>
  );
}
