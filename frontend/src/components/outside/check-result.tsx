import { Alert, Anchor, Badge, Group, List, SimpleGrid, Stack, Table, Text, ThemeIcon } from "@mantine/core";
import { IconArrowRight, IconBan, IconCheck, IconMinus, IconPhoneCheck, IconPhoneOff, IconStar } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { CheckStep, ExpressionCheck } from "@/api/types";
import { pathOfThing } from "@/components/outside/things";
import { Section } from "@/components/section";
import { formatPhone, regionWords } from "@/lib/phone";

interface Look {
  color: string;
  icon: ComponentType<{ size?: number }>;
}

const STATUS_LOOKS: Record<string, Look> = {
  passed: { color: "tide", icon: IconCheck }, matched: { color: "blue", icon: IconArrowRight }, chosen: { color: "tide", icon: IconStar },
  skipped: { color: "gray", icon: IconMinus }, refused: { color: "red", icon: IconBan },
};
const SKIPPED: Look = { color: "gray", icon: IconMinus };
const RESULT_COLORS: Record<string, string> = { connected: "tide", refused: "red", ended: "orange" };

function Step({ step, hasLinks }: { step: CheckStep; hasLinks: boolean }) {
  const { t } = useTranslation();
  const { color, icon: Icon } = STATUS_LOOKS[step.status] ?? SKIPPED;
  const path = hasLinks ? pathOfThing(step.kind, step.id) : null;
  return (
    <List.Item icon={<ThemeIcon size={24} radius="xl" color={color} variant="light" aria-hidden><Icon size={15} /></ThemeIcon>}>
      <Group gap="xs"><Text size="sm" fw={600}>{step.title}</Text><Badge size="sm" variant="light" color={color} tt="none">{t(`check.status_${step.status}`, step.status)}</Badge></Group>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>{path === null ? step.text : <Anchor component={Link} to={path}>{step.text}</Anchor>}</Text>
    </List.Item>
  );
}

function Facts({ found }: { found: ExpressionCheck }) {
  const { t, i18n } = useTranslation();
  const facts = [
    [t("check.called"), formatPhone(found.called)], [t("check.call_class"), found.call_class && t(`classes.${found.call_class}`, found.call_class)], [t("check.region"), regionWords(found.region, found.region_name, i18n.language)],
    [t("check.shown"), formatPhone(found.shown)], [t("check.route"), found.route], [t("check.target"), found.target_label],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3 }} m={0}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">{name}</Text>
          <Text component="dd" m={0} size="sm" fw={600} className="vpbx-numbers" style={{ overflowWrap: "anywhere" }}>{value}</Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

function Lines({ lines }: Pick<ExpressionCheck, "lines">) {
  const { t } = useTranslation();
  return (
    <Table aria-label={t("check.lines")} horizontalSpacing={6} fz="sm">
      <Table.Thead><Table.Tr><Table.Th>{t("check.line")}</Table.Th><Table.Th>{t("check.line_called")}</Table.Th><Table.Th>{t("check.line_caller")}</Table.Th></Table.Tr></Table.Thead>
      <Table.Tbody>
        {lines.map(({ line, title, called, caller }, index) => (
          <Table.Tr key={`${line}-${String(index)}`}><Table.Td>{title || line}</Table.Td><Table.Td className="vpbx-numbers">{called}</Table.Td><Table.Td className="vpbx-numbers">{caller || t("check.hidden")}</Table.Td></Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What becomes of the call, and step by step why. `hasLinks`: the things that decided are of the company on the screen. */
export function CheckResult({ found, hasLinks }: { found: ExpressionCheck; hasLinks: boolean }) {
  const { t } = useTranslation();
  const isThrough = found.result === "connected";
  return (
    <Stack gap="md" data-testid="check-result">
      <Alert color={RESULT_COLORS[found.result] ?? "gray"} variant="light" icon={isThrough ? <IconPhoneCheck /> : <IconPhoneOff />} title={t(`check.${found.result}`, found.result)} role="status">
        <Text size="sm">{found.text}</Text>
      </Alert>
      <Section title={t("check.steps")} text={t("check.limits_note")}>
        <Stack gap="lg">
          <Facts found={found} />
          <List type="ordered" listStyleType="none" spacing="sm" withPadding={false} aria-label={t("check.steps")}>
            {found.steps.map((step, index) => <Step key={index} step={step} hasLinks={hasLinks} />)}
          </List>
        </Stack>
      </Section>
      {found.lines.length > 0 && <Section title={t("check.lines")}><Lines lines={found.lines} /></Section>}
    </Stack>
  );
}
