import { NumberInput, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Switches } from "@/api/types";
import type { InputOf } from "@/components/form/input-of";
import { switchesOf, type ServiceOwner } from "@/components/outside/services";

/** The two limits of calls by one thing: how many at once, how long. */
export function LimitFields({ inputOf }: { inputOf: InputOf }) {
  const { t } = useTranslation();
  const common = { min: 0, allowDecimal: false, allowNegative: false, inputWrapperOrder: ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[] };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} maw={620}>
      <NumberInput label={t("services.channels")} description={t("services.no_limit")} {...common} {...inputOf("limits.channels") as object} />
      <NumberInput label={t("services.seconds")} description={t("services.no_limit")} suffix={` ${t("units.s")}`} step={60} {...common} {...inputOf("limits.seconds") as object} />
    </SimpleGrid>
  );
}

interface SwitchesProps {
  label: string;
  names: (keyof Switches)[];
  inputOf: InputOf;
}

function SwitchGrid({ label, names, inputOf }: SwitchesProps) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" role="group" aria-label={label}>
      {names.map((name) => (
        <Switch key={name} label={t(`services.${name}`)} description={t(`services.${name}_hint`)} {...inputOf(`switches.${name}`, { type: "checkbox" }) as object} />
      ))}
    </SimpleGrid>
  );
}

/** What calls by one thing may do (004), the same for a device, a number, a line, a redirect number and a group. */
export function ServiceFields({ owner, inputOf }: { owner: ServiceOwner; inputOf: InputOf }) {
  const { t } = useTranslation();
  const { working, coming } = switchesOf(owner);
  return (
    <Stack gap="lg">
      <LimitFields inputOf={inputOf} />
      <SwitchGrid label={t("services.switches")} names={working} inputOf={inputOf} />
      <div>
        <Text size="sm" fw={600}>{t("services.coming")}</Text>
        <Text size="xs" c="dimmed" mb="sm">{t("services.coming_text")}</Text>
        <SwitchGrid label={t("services.coming")} names={coming} inputOf={inputOf} />
      </div>
    </Stack>
  );
}
