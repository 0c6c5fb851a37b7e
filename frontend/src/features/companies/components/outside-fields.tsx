import { NumberInput, SimpleGrid, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { ClassLadder } from "@/components/outside/class-ladder";
import { CALL_CLASSES } from "@/components/outside/classes";
import type { CompanyValues } from "@/features/companies/api";

/** How much a company may call the outside, and where to at most. */
export function OutsideFields({ form, isDisabled }: { form: UseFormReturnType<CompanyValues>; isDisabled: boolean }) {
  const { t } = useTranslation();
  const common = { min: 0, allowDecimal: false, disabled: isDisabled, description: t("companies.no_limit_hint"), inputWrapperOrder: ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[] };
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }} maw={620}>
        <NumberInput label={t("companies.max_channels_in")} {...common} {...form.getInputProps("max_channels_in")} />
        <NumberInput label={t("companies.max_channels_out")} {...common} {...form.getInputProps("max_channels_out")} />
        <NumberInput label={t("companies.max_channels_private")} {...common} {...form.getInputProps("max_channels_private")} />
      </SimpleGrid>
      <div>
        <Text fw={600} size="sm">{t("companies.ceiling")}</Text>
        <Text size="sm" c="dimmed" mb="sm">{t("companies.ceiling_text")}</Text>
        <ClassLadder
          label={t("companies.ceiling")} value={form.values.call_class_ceiling} ceiling={CALL_CLASSES} error={form.errors.call_class_ceiling} isDisabled={isDisabled}
          onChange={(value) => { form.setFieldValue("call_class_ceiling", value); }}
        />
      </div>
    </Stack>
  );
}
