import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InputOf } from "@/components/form/input-of";
import { LANGUAGES } from "@/i18n";

/** Name of a sound, and of what language it is. */
export function MediaFields({ inputOf }: { inputOf: InputOf }) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput label={t("media.name")} placeholder={t("media.name_example")} required {...inputOf("name") as object} />
      <Select label={t("media.language")} allowDeselect={false} data={[{ value: "", label: t("media.any_language") }, ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))]} {...inputOf("language") as object} />
    </SimpleGrid>
  );
}
