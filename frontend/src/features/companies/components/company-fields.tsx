import { NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { TIMEZONES } from "@/components/timezones";
import type { CompanyValues } from "@/features/companies/api";
import { LANGUAGES } from "@/i18n";

const LANGUAGE_OPTIONS = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

/** What a client company is made of, as the operator sees it. */
export function CompanyFields({ form, isDisabled = false }: { form: UseFormReturnType<CompanyValues>; isDisabled?: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput label={t("companies.name")} placeholder={t("companies.name_example")} required data-autofocus disabled={isDisabled} {...form.getInputProps("name")} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select label={t("companies.timezone")} data={TIMEZONES} searchable allowDeselect={false} disabled={isDisabled} nothingFoundMessage={t("table.nothing_found")} {...form.getInputProps("timezone")} />
        <Select label={t("companies.language")} data={LANGUAGE_OPTIONS} allowDeselect={false} disabled={isDisabled} {...form.getInputProps("language")} />
        <NumberInput label={t("companies.max_users")} description={t("companies.max_users_hint")} inputWrapperOrder={["label", "input", "description", "error"]} min={1} allowDecimal={false} disabled={isDisabled} {...form.getInputProps("max_users")} />
        <NumberInput label={t("companies.max_channels")} description={t("companies.no_limit_hint")} inputWrapperOrder={["label", "input", "description", "error"]} min={0} allowDecimal={false} disabled={isDisabled} {...form.getInputProps("max_channels")} />
        <NumberInput label={t("companies.max_voicemails")} description={t("companies.no_limit_hint")} inputWrapperOrder={["label", "input", "description", "error"]} min={0} allowDecimal={false} disabled={isDisabled} {...form.getInputProps("max_voicemails")} />
        <TextInput label={t("companies.area_code")} description={t("companies.area_code_hint")} inputWrapperOrder={["label", "input", "description", "error"]} inputMode="numeric" maxLength={5} placeholder="495" disabled={isDisabled} {...form.getInputProps("area_code")} />
      </SimpleGrid>
    </>
  );
}
