import { MultiSelect, Select, SimpleGrid, Stack, Switch, TagsInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { DeviceValues } from "@/features/devices/api";

const CODECS = ["alaw", "ulaw", "g722", "gsm"];

/** How the phone's media and network are treated; the defaults suit nearly every phone. */
export function TechnicalFields({ form, isDisabled }: { form: UseFormReturnType<DeviceValues>; isDisabled: boolean }) {
  const { t } = useTranslation();
  const listErrors = Object.entries(form.errors).filter(([key]) => key.startsWith("allowed_networks")).map(([, error]) => error);
  return (
    <Stack>
      <TagsInput
        label={t("devices.allowed_networks")} description={t("devices.allowed_networks_hint")} placeholder={form.values.allowed_networks.length === 0 ? t("devices.any_network") : undefined}
        splitChars={[",", " ", ";"]} acceptValueOnBlur clearable disabled={isDisabled} {...form.getInputProps("allowed_networks")} error={listErrors.length > 0 ? listErrors : undefined}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t("devices.transport")} description={t("devices.transport_hint")} allowDeselect={false} disabled={isDisabled} {...form.getInputProps("transport")}
          data={["any", "udp", "tcp", "tls"].map((value) => ({ value, label: t(`devices.transport_${value}`) }))}
        />
        <Select
          label={t("devices.dtmf_mode")} description={t("devices.dtmf_hint")} allowDeselect={false} disabled={isDisabled} {...form.getInputProps("dtmf_mode")}
          data={["rfc4733", "inband", "info", "auto"].map((value) => ({ value, label: t(`devices.dtmf_${value}`) }))}
        />
      </SimpleGrid>
      <MultiSelect label={t("devices.codecs")} description={t("devices.codecs_hint")} data={CODECS} disabled={isDisabled} {...form.getInputProps("codecs")} />
      <Switch label={t("devices.is_behind_nat")} description={t("devices.is_behind_nat_hint")} disabled={isDisabled} {...form.getInputProps("is_behind_nat", { type: "checkbox" })} />
    </Stack>
  );
}
