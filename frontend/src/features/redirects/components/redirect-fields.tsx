import { NumberInput, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { inputOf } from "@/components/form/input-of";
import { USUAL_SERVICES } from "@/components/outside/services";
import type { RedirectValues } from "@/features/redirects/api";

export const NEW_REDIRECT: RedirectValues = { name: "", number: "", comment: "", ring_seconds: 30, ...USUAL_SERVICES };

export function RedirectFields({ form, isDisabled }: { form: UseFormReturnType<RedirectValues>; isDisabled: boolean }) {
  const { t } = useTranslation();
  const input = inputOf(form, isDisabled);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t("redirects.name")} placeholder={t("redirects.name_example")} required {...input("name") as object} />
        <TextInput label={t("redirects.number")} type="tel" required placeholder="+79161234567" {...input("number") as object} />
        <NumberInput label={t("redirects.ring_seconds")} min={5} max={300} allowDecimal={false} suffix={` ${t("units.s")}`} {...input("ring_seconds") as object} />
      </SimpleGrid>
      <Textarea label={t("lines.comment")} autosize minRows={1} maxRows={4} {...input("comment") as object} />
    </>
  );
}
