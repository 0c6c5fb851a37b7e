import { Select, SimpleGrid, Stack, Switch, TagsInput, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNumberListOptions, usePhoneNumberOptions } from "@/api/options";
import type { CallClass } from "@/api/types";
import { inputOf } from "@/components/form/input-of";
import { ClassLadder } from "@/components/outside/class-ladder";
import { LimitFields } from "@/components/outside/service-fields";
import { Section } from "@/components/section";
import { LoadingLines } from "@/components/states";
import { useCeiling } from "@/features/extensions/api";
import type { ExtensionForm } from "@/features/extensions/components/reach-editor";
import { useMay } from "@/session/session";

interface OutsideRightsProps {
  form: ExtensionForm;
  isDisabled: boolean;
}

const AFTER = ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[];

/** Which number calls show, who is not let in, and tags that routes choose by. */
function NumberFields({ form, isDisabled }: OutsideRightsProps) {
  const { t } = useTranslation();
  const numbers = usePhoneNumberOptions();
  const lists = useNumberListOptions();
  const input = inputOf(form, isDisabled);
  const { outside_number: shown } = form.values;
  const common = { searchable: true, clearable: true, inputWrapperOrder: AFTER, nothingFoundMessage: t("table.nothing_found"), clearButtonProps: { "aria-label": t("table.clear_search") } };
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Select
        label={t("rights.outside_number")} description={t("rights.outside_number_hint")} placeholder={t("rights.usual_number")} data={numbers} {...common}
        {...input("outside_number") as object} value={shown === "" ? null : shown} onChange={(value) => { form.setFieldValue("outside_number", value ?? ""); }}
      />
      <Select label={t("rights.block_list")} description={t("rights.block_list_hint")} placeholder={t("rights.no_block_list")} data={lists} {...common} {...input("block_list") as object} />
      <TagsInput label={t("rights.tags")} description={t("rights.tags_hint")} inputWrapperOrder={AFTER} acceptValueOnBlur splitChars={[",", " "]} {...input("tags") as object} />
    </SimpleGrid>
  );
}

/** Calls with the outside: which are allowed under the operator's ceiling, and how they show. */
export function OutsideRights({ form, isDisabled }: OutsideRightsProps) {
  const { t } = useTranslation();
  const maySee = useMay("outside.view");
  const ceiling = useCeiling(maySee);
  const input = inputOf(form, isDisabled);
  const choose = (classes: CallClass[]) => { form.setFieldValue("call_classes", classes); };
  if (!maySee) return null;
  return (
    <Section title={t("rights.title")} text={t("rights.text")}>
      <Stack gap="lg">
        <div>
          <Text size="sm" fw={600} mb={6}>{t("rights.ladder")}</Text>
          {ceiling === undefined
            ? <LoadingLines rows={3} />
            : <ClassLadder label={t("rights.ladder")} value={form.values.call_classes} ceiling={ceiling} error={form.errors.call_classes} isDisabled={isDisabled} onChange={choose} />}
        </div>
        <NumberFields form={form} isDisabled={isDisabled} />
        <Switch label={t("rights.hides_number")} description={t("rights.hides_number_hint")} {...input("hides_number", { type: "checkbox" }) as object} />
        <LimitFields inputOf={input} />
      </Stack>
    </Section>
  );
}
