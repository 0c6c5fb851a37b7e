import { useState } from "react";
import { Radio, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { AccountFields } from "@/components/outside/line-fields";
import { NEW_LINE, PRESETS, withPreset, type LineValues } from "@/components/outside/line-values";
import type { RuleScope } from "@/components/outside/use-judge";

interface CreateLineProps {
  title: string;
  scope: RuleScope;
  /** Makes the line; the answer opens its page. */
  create: (values: LineValues) => Promise<() => void>;
  onClose: () => void;
}

const WAYS = PRESETS.filter(({ brand }) => brand === undefined);
const BRANDS = PRESETS.filter(({ brand }) => brand !== undefined);

/** A new line with as few questions as the chosen way to connect allows; the rest is on its page. */
export default function CreateLine({ title, scope, create, onClose }: CreateLineProps) {
  const { t } = useTranslation();
  const [preset, setPreset] = useState("account");
  const form = useForm<LineValues>({
    initialValues: NEW_LINE,
    validate: {
      name: (name) => (/^[a-z0-9]{1,24}$/.test(name) ? null : t("lines.name_rule")),
      addresses: (addresses) => (addresses.length > 0 ? null : t("form.required")),
      login: (login, { registers }) => (registers && login.trim() === "" ? t("form.required") : null),
    },
  });
  const save = useSave(form, async (values) => {
    const leave = await create(values);
    form.resetDirty(values);
    onClose();
    leave();
  });
  const choose = (key: string) => {
    const chosen = PRESETS.find((candidate) => candidate.key === key);
    if (chosen === undefined) return;
    setPreset(key);
    form.setValues(withPreset(form.values, chosen));
  };
  const ways = scope === "platform" ? WAYS.filter(({ key }) => key !== "pbx") : WAYS;
  return (
    <FormDrawer title={title} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <Radio.Group label={t("lines.preset")} value={preset} onChange={choose}>
        <Stack gap="xs" mt="xs">{ways.map(({ key }) => <Radio key={key} value={key} label={t(`lines.preset_${key}`)} description={t(`lines.preset_${key}_hint`)} />)}</Stack>
      </Radio.Group>
      {scope === "company" && (
        <Select
          label={t("lines.brand")} description={t("lines.brand_hint")} placeholder={t("lines.brand_other")} data={BRANDS.map(({ key, brand = key }) => ({ value: key, label: brand }))} clearable maw={320}
          value={BRANDS.some(({ key }) => key === preset) ? preset : null} onChange={(key) => { choose(key ?? "account"); }} clearButtonProps={{ "aria-label": t("table.clear_search") }}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t("lines.title_field")} placeholder={t("lines.title_example")} {...form.getInputProps("title")} />
        <TextInput label={t("lines.name")} placeholder="mts" required autoCapitalize="none" spellCheck={false} {...form.getInputProps("name")} />
      </SimpleGrid>
      <AccountFields form={form} scope={scope} isDisabled={false} />
    </FormDrawer>
  );
}
