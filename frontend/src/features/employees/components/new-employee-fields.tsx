import { Collapse, Fieldset, PasswordInput, Radio, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { NewEmployee } from "@/features/employees/api";
import { useSession } from "@/session/session";

export function NewEmployeeFields({ form }: { form: UseFormReturnType<NewEmployee> }) {
  const { t } = useTranslation();
  const code = useSession().tenant?.code ?? "";
  const { number, hasDevice, role } = form.values;
  return (
    <>
      <TextInput label={t("employees.name")} placeholder={t("employees.name_example")} required data-autofocus {...form.getInputProps("name")} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t("employees.number")} description={t("employees.number_hint")} inputMode="numeric" {...form.getInputProps("number")} />
        <TextInput label={t("employees.mobile")} description={t("employees.mobile_hint")} type="tel" placeholder="+7…" {...form.getInputProps("mobile")} />
      </SimpleGrid>
      <Fieldset legend={t("employees.sign_in")} radius="md">
        <Stack gap="sm">
          <Radio.Group aria-label={t("employees.role")} {...form.getInputProps("role")}>
            <Stack gap="xs">
              {["none", "user", "admin"].map((value) => <Radio key={value} value={value} label={t(`roles.${value}`)} description={t(`employees.role_${value}`)} />)}
            </Stack>
          </Radio.Group>
          <TextInput label={t("employees.email")} type="email" required={role !== "none"} {...form.getInputProps("email")} />
        </Stack>
      </Fieldset>
      <Fieldset legend={t("employees.phone")} radius="md">
        <Stack gap="sm">
          <Switch label={t("employees.has_device")} {...form.getInputProps("hasDevice", { type: "checkbox" })} />
          <Collapse expanded={hasDevice}>
            <Stack gap="sm">
              <TextInput
                label={t("devices.login")} placeholder={number || t("devices.name_example")} description={t("employees.login_hint", { login: `${code}+${form.values.deviceName || number}` })}
                leftSection={<Text size="sm" c="dimmed">{code}+</Text>} leftSectionWidth={code.length * 9 + 26} {...form.getInputProps("deviceName")}
              />
              <PasswordInput
                label={t("credentials.secret")} placeholder={t("employees.secret_generated")} description={t("employees.secret_hint")} autoComplete="new-password"
                visibilityToggleButtonProps={{ "aria-label": t("session.show_password") }} {...form.getInputProps("secret")}
              />
            </Stack>
          </Collapse>
        </Stack>
      </Fieldset>
    </>
  );
}
