import { PasswordInput, Select, Stack, Switch, TextInput, type InputWrapperProps } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { inputOf } from "@/components/form/input-of";
import { MediaSelect } from "@/components/media/media-select";
import type { BoxValues } from "@/components/voicemail/boxes";
import { LANGUAGES } from "@/i18n";

const ORDER: InputWrapperProps["inputWrapperOrder"] = ["label", "input", "description", "error"];

interface BoxFieldsProps<Values extends BoxValues> {
  form: UseFormReturnType<Values>;
  hasPin: boolean;
  isDisabled: boolean;
}

/** What a voicemail box can be told; the PIN is never shown again. */
export function BoxFields<Values extends BoxValues>({ form, hasPin, isDisabled }: BoxFieldsProps<Values>) {
  const { t } = useTranslation();
  const input = inputOf(form, isDisabled);
  const greeting = input("greeting");
  return (
    <Stack>
      <Switch label={t("voicemail.box_enabled")} {...input("is_enabled", { type: "checkbox" }) as object} />
      <MediaSelect
        label={t("voicemail.greeting")} placeholder={t("voicemail.usual_greeting")} value={form.values.greeting} error={greeting.error} isDisabled={isDisabled}
        onChange={greeting.onChange}
      />
      <TextInput label={t("voicemail.email")} description={t("voicemail.email_hint")} inputWrapperOrder={ORDER} type="email" {...input("email") as object} />
      <PasswordInput
        label={t("voicemail.pin")} description={t("voicemail.pin_hint")} inputWrapperOrder={ORDER} inputMode="numeric" autoComplete="new-password" placeholder={t(hasPin ? "voicemail.pin_set" : "voicemail.pin_none")}
        {...input("pin") as object}
      />
      <Select
        label={t("voicemail.language")} allowDeselect={false} data={[{ value: "", label: t("voicemail.company_language") }, ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))]}
        {...input("language") as object}
      />
    </Stack>
  );
}
