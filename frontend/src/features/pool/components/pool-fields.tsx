import { Select, SimpleGrid, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCarrierOptions } from "@/api/options";
import type { InputOf } from "@/components/form/input-of";

interface PoolFieldsProps {
  inputOf: InputOf;
  /** Numbers that companies brought along have no carrier. */
  hasCarrier: boolean;
}

/** What the operator keeps about a number. */
export function PoolFields({ inputOf, hasCarrier }: PoolFieldsProps) {
  const { t } = useTranslation();
  const carriers = useCarrierOptions();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {hasCarrier && <Select label={t("pool.carrier")} required placeholder={t("pool.choose_carrier")} data={carriers} searchable allowDeselect={false} nothingFoundMessage={t("table.nothing_found")} {...inputOf("carrier") as object} />}
        <TextInput label={t("pool.region")} {...inputOf("region") as object} />
      </SimpleGrid>
      <TagsInput label={t("pool.tags")} description={t("pool.tags_hint")} acceptValueOnBlur splitChars={[",", " "]} clearable clearButtonProps={{ "aria-label": t("table.clear_search") }} {...inputOf("tags") as object} />
      <Textarea label={t("lines.comment")} autosize minRows={1} maxRows={4} {...inputOf("comment") as object} />
    </>
  );
}
