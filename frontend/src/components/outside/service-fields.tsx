import { NumberInput, SimpleGrid, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InputOf } from "@/components/form/input-of";
import { SWITCH_NAMES } from "@/components/outside/services";

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

/** What calls by one thing may do (004), the same for a device, a number, a line, a redirect number and a group. */
export function ServiceFields({ inputOf }: { inputOf: InputOf }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <LimitFields inputOf={inputOf} />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md" role="group" aria-label={t("services.switches")}>
        {SWITCH_NAMES.map((name) => (
          <Switch key={name} label={t(`services.${name}`)} description={t(`services.${name}_hint`)} {...inputOf(`switches.${name}`, { type: "checkbox" }) as object} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
