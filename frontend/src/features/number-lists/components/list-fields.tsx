import { Switch, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { ListValues } from "@/features/number-lists/api";

export function ListFields({ form, isDisabled }: { form: UseFormReturnType<ListValues>; isDisabled: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput label={t("lists.name")} placeholder={t("lists.name_example")} required disabled={isDisabled} maw={480} {...form.getInputProps("name")} />
      <Switch label={t("lists.blocks_callers")} description={t("lists.blocks_callers_hint")} disabled={isDisabled} {...form.getInputProps("blocks_callers", { type: "checkbox" })} />
      <Textarea label={t("lines.comment")} autosize minRows={1} maxRows={4} disabled={isDisabled} {...form.getInputProps("comment")} />
    </>
  );
}
