import { Anchor, Badge, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconList, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LineStateView } from "@/components/outside/line-state";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useCompanyNumbers, useCompanyTrunks } from "@/features/companies/api";
import { formatPhone } from "@/lib/phone";

/** The company's outside numbers, the first of them by name. */
export function NumbersPanel({ code }: { code: string }) {
  const { t } = useTranslation();
  const query = useCompanyNumbers(code);
  const actions = (
    <>
      <Button component={Link} to="/platform/phone-numbers" search={{ tenant: code } as never} variant="default" size="xs" leftSection={<IconList size={14} />}>{t("companies.all_numbers")}</Button>
      <Button component={Link} to="/platform/phone-numbers" search={{ state: "free" } as never} variant="default" size="xs" leftSection={<IconPlus size={14} />}>{t("companies.give_number")}</Button>
    </>
  );
  return (
    <Section title={t("companies.numbers")} actions={actions}>
      <QueryView query={query} rows={2}>
        {({ results, next }) => (results.length === 0 ? <Text size="sm" c="dimmed">{t("companies.no_numbers")}</Text> : (
          <Group gap="xs">
            {results.map(({ id, number, line }) => (
              <Badge key={id} component={Link} to={`/platform/phone-numbers/${id}`} size="lg" variant="light" color={line.startsWith("trunk:") ? "blue" : "tide"} className="vpbx-numbers" style={{ cursor: "pointer" }}>{formatPhone(number)}</Badge>
            ))}
            {next !== null && <Anchor component={Link} to="/platform/phone-numbers" search={{ tenant: code } as never} fz="sm">{t("companies.more_numbers")}</Anchor>}
          </Group>
        ))}
      </QueryView>
    </Section>
  );
}

/** Lines that the company brought along, and whether they work. */
export function TrunksPanel({ code }: { code: string }) {
  const { t } = useTranslation();
  const query = useCompanyTrunks(code);
  return (
    <Section title={t("companies.trunks")} text={t("companies.trunks_text")}>
      <QueryView query={query} rows={2}>
        {(trunks) => (trunks.length === 0 ? <Text size="sm" c="dimmed">{t("companies.no_trunks")}</Text> : (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {trunks.map((trunk) => (
              <Stack key={trunk.name} gap={4}>
                <Text fw={600} size="sm">{trunk.title || trunk.name}</Text>
                <LineStateView line={trunk} />
                <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>{[trunk.addresses.join(", "), formatPhone(trunk.number)].filter((part) => part !== "").join(" · ")}</Text>
              </Stack>
            ))}
          </SimpleGrid>
        ))}
      </QueryView>
    </Section>
  );
}
