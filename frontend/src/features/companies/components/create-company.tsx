import { useState } from "react";
import { Button, Checkbox, Drawer, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asApiError, type ApiError } from "@/api/errors";
import { CopyField } from "@/components/copy-field";
import { OnceAlert } from "@/components/credentials-panel";
import { FormDrawer } from "@/components/form/form-drawer";
import classes from "@/components/form/form.module.css";
import { useSave } from "@/components/form/use-save";
import { useCompanyWrites, type CompanyValues } from "@/features/companies/api";
import { CompanyFields } from "@/features/companies/components/company-fields";

const NEW_COMPANY: CompanyValues = { code: "", name: "", timezone: "Europe/Moscow", language: "ru", max_users: 50, max_channels: 0, max_channels_in: 0, max_channels_out: 30, max_channels_private: 0, max_voicemails: 1000, call_class_ceiling: [], area_code: "", admin: { name: "", email: "", join: false } };

interface Made {
  code: string;
  name: string;
  admin_link: string;
}

function MadeDrawer({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Drawer opened onClose={onClose} title={<Text fw={650} size="lg" component="span">{t("companies.added", { name: made.name })}</Text>} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack gap="lg" data-testid="company-created">
        <Text size="sm">{t("companies.starter_kit")}</Text>
        <OnceAlert />
        <div>
          <Text size="sm" c="dimmed" mb="sm">{t("companies.link_text")}</Text>
          <CopyField label={t("companies.admin_link")} value={made.admin_link} />
        </div>
      </Stack>
      <Group className={classes.footer} justify="flex-end">
        <Button variant="default" onClick={onClose}>{t("common.done")}</Button>
        <Button onClick={() => { void navigate({ to: `/platform/companies/${made.code}` }); }}>{t("companies.open")}</Button>
      </Group>
    </Drawer>
  );
}

/** Whether the administrator's address belongs to a person of another company. */
const isElsewhere = (error: ApiError): boolean => (error.fields["admin.email"] ?? []).some(({ code }) => code === "email_elsewhere");

export default function CreateCompany({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { create } = useCompanyWrites();
  const [made, setMade] = useState<Made | null>(null);
  const [isKnownElsewhere, setKnownElsewhere] = useState(false);
  const form = useForm<CompanyValues>({
    initialValues: NEW_COMPANY,
    onValuesChange: (values, before) => {
      if (values.admin.email !== before.admin.email) setKnownElsewhere(false);
    },
    validate: {
      code: (code) => (/^[a-z][a-z0-9]{1,19}$/.test(code) ? null : t("companies.code_rule")),
      name: (name) => (name.trim() === "" ? t("form.required") : null),
      admin: { email: (email) => (email.trim() === "" ? t("form.required") : null) },
    },
  });
  const save = useSave(form, async (values) => {
    try {
      const { admin } = values;
      setMade(await create({ ...values, admin: { ...admin, join: admin.join && isKnownElsewhere } }));
    } catch (thrown) {
      setKnownElsewhere((known) => known || isElsewhere(asApiError(thrown)));
      throw thrown;
    }
  });
  if (made !== null) return <MadeDrawer made={made} onClose={onClose} />;
  return (
    <FormDrawer title={t("companies.add")} save={save} isDirty={form.isDirty()} submitLabel={t("common.create")} onClose={onClose}>
      <TextInput label={t("companies.code")} description={t("companies.code_hint")} placeholder="acme" required autoCapitalize="none" spellCheck={false} {...form.getInputProps("code")} />
      <CompanyFields form={form} />
      <Fieldset legend={t("companies.admin")} radius="md">
        <Stack gap="sm">
          <TextInput label={t("employees.name")} {...form.getInputProps("admin.name")} />
          <TextInput label={t("employees.email")} type="email" required {...form.getInputProps("admin.email")} />
          {isKnownElsewhere && (
            <Checkbox label={t("companies.join")} description={t("companies.join_hint")} {...form.getInputProps("admin.join", { type: "checkbox" })} />
          )}
        </Stack>
      </Fieldset>
    </FormDrawer>
  );
}
