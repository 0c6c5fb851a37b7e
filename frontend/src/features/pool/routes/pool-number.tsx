import { Anchor, SimpleGrid, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PoolNumber } from "@/api/types";
import { DetailForm } from "@/components/form/detail-form";
import { inputOf } from "@/components/form/input-of";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { poolValues, usePoolNumber, usePoolWrites, useRangeOf, type PoolValues } from "@/features/pool/api";
import { NumberActions } from "@/features/pool/components/number-actions";
import { NumberState } from "@/features/pool/components/number-state";
import { PoolFields } from "@/features/pool/components/pool-fields";
import { useFormats } from "@/lib/format";
import { formatPhone } from "@/lib/phone";
import { useMay } from "@/session/session";

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div><Text size="xs" c="dimmed">{label}</Text><Text component="div" size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>{children}</Text></div>;
}

/** Who has the number, by what it arrives, and whose it is by the regulator's register. */
function Facts({ number }: { number: PoolNumber }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const range = useRangeOf(number.number);
  const { tenant, carrier, line } = number;
  return (
    <Section title={t("pool.facts")}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <Fact label={t("pool.tenant")}>{tenant ? <Anchor component={Link} to={`/platform/companies/${tenant.code}`}>{tenant.name}</Anchor> : "—"}</Fact>
        <Fact label={t("pool.line")}>{carrier ? carrier.title || carrier.name : t("pool.own_line", { name: line.split(":")[1] ?? line })}</Fact>
        <Fact label={t("pool.register")}>{range ? [range.operator, range.region.split("|").at(-1) ?? ""].filter((part) => part !== "").join(", ") : "—"}</Fact>
        <Fact label={t("pool.created_at")}>{formats.date(number.created_at)}</Fact>
      </SimpleGrid>
    </Section>
  );
}

function NumberForm({ number }: { number: PoolNumber }) {
  const { t } = useTranslation();
  const { update } = usePoolWrites();
  const saved = useSaved();
  const mayEdit = useMay("platform.edit");
  const form = useForm<PoolValues>({ initialValues: poolValues(number) });
  const save = useSave(form, async (values) => {
    const before = poolValues(number);
    await update(number.id, values);
    form.setInitialValues(values);
    saved({ title: t("pool.saved", { number: formatPhone(number.number) }), undo: async () => { await update(number.id, before); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("pool.about")}><Stack><PoolFields inputOf={inputOf(form, !mayEdit)} hasCarrier={number.carrier !== null} /></Stack></Section>
    </DetailForm>
  );
}

export default function PoolNumberPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = usePoolNumber(id);
  const mayEdit = useMay("platform.edit");
  return (
    <QueryView query={query}>
      {(number) => (
        <>
          <PageHeader
            title={formatPhone(number.number)} back={{ to: "/platform/phone-numbers", label: t("pool.title") }} badge={<NumberState number={number} />}
            actions={mayEdit && <NumberActions number={number} />}
          />
          <Stack gap="md">
            <Facts number={number} />
            <NumberForm key={number.id} number={number} />
          </Stack>
        </>
      )}
    </QueryView>
  );
}
