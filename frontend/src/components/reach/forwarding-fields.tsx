import { Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface InputProps {
  value?: unknown;
  onChange: (value: unknown) => void;
  error?: React.ReactNode;
}

interface ForwardingFieldsProps {
  mode: string;
  /** Properties of the input at a path below the entry, such as `forward_mode`. */
  inputProps: (field: string) => InputProps;
}

/** Own forwarding of one way to be reached: none, always, or when busy and when nobody answers. */
export function ForwardingFields({ mode, inputProps }: ForwardingFieldsProps) {
  const { t } = useTranslation();
  const modes = ["none", "always", "conditional"].map((value) => ({ value, label: t(`reach.forward_${value}`) }));
  return (
    <Stack gap="sm">
      <Select label={t("reach.forward_mode")} data={modes} allowDeselect={false} maw={340} {...(inputProps("forward_mode") as object)} />
      {mode === "always" && <TextInput label={t("reach.forward_always_to")} inputMode="tel" maw={340} placeholder={t("reach.target_example")} {...inputProps("forward_always_to") as object} />}
      {mode === "conditional" && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} maw={700}>
          <TextInput label={t("reach.forward_busy_to")} inputMode="tel" placeholder={t("reach.target_example")} {...inputProps("forward_busy_to") as object} />
          <TextInput label={t("reach.forward_timeout_to")} inputMode="tel" placeholder={t("reach.target_example")} {...inputProps("forward_timeout_to") as object} />
        </SimpleGrid>
      )}
    </Stack>
  );
}
