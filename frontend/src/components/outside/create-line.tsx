import { useState } from "react";
import { Radio, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { AccountFields } from "@/components/outside/line-fields";
import { NEW_LINE, withPreset, type LineValues, type Preset } from "@/components/outside/line-values";
import type { RuleScope } from "@/components/outside/use-judge";

interface CreateLineProps {
  title: string;
  scope: RuleScope;
  /** Makes the line; the answer opens its page. */
  create: (values: LineValues) => Promise<() => void>;
  onClose: () => void;
}

/** Carriers lead to providers; a company may have PBXs of its own as well. */
const WAYS: Record<RuleScope, Preset[]> = { company: ["account", "address", "pbx"], platform: ["account", "address"] };

/** A new line with as few questions as the chosen way to connect allows; the rest is on its page. */
export default function CreateLine({ title, scope, create, onClose }: CreateLineProps) {
  const { t } = useTranslation();
  const [preset, setPreset] = useState<Preset>("account");
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
  const choose = (chosen: Preset) => { setPreset(chosen); form.setValues(withPreset(form.values, chosen)); };
  return (
    <FormDrawer title={title} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <Radio.Group label={t("lines.preset")} value={preset} onChange={(value) => { choose(value as Preset); }}>
        <Stack gap="xs" mt="xs">{WAYS[scope].map((way) => <Radio key={way} value={way} label={t(`lines.preset_${way}`)} description={t(`lines.preset_${way}_hint`)} />)}</Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t("lines.title_field")} placeholder={t("lines.title_example")} {...form.getInputProps("title")} />
        <TextInput label={t("lines.name")} placeholder="mts" required autoCapitalize="none" spellCheck={false} {...form.getInputProps("name")} />
      </SimpleGrid>
      <AccountFields form={form} scope={scope} isDisabled={false} />
    </FormDrawer>
  );
}
