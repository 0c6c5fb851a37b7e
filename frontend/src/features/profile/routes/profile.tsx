import { Button, Group, PasswordInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { SchemeControl } from "@/components/scheme-control";
import { DetailForm } from "@/components/form/detail-form";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/section";
import { isLanguage, LANGUAGES, setLanguage } from "@/i18n";
import { useSession, useSessionChanged } from "@/session/session";

const EMPTY_PASSWORD = { current: "", new: "", repeat: "" };

function ProfileForm() {
  const { t } = useTranslation();
  const { user } = useSession();
  const changed = useSessionChanged();
  const form = useForm({ initialValues: { name: user?.name ?? "" } });
  const save = useSave(form, async (values) => {
    await api.PATCH("/api/v1/session/profile/", { body: values });
    await changed();
    form.setInitialValues(values);
    notifications.show({ color: "tide", title: t("profile.saved"), message: "" });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("profile.about")}>
        <Stack maw={420}>
          <TextInput label={t("employees.email")} value={user?.email ?? ""} readOnly variant="filled" />
          <TextInput label={t("employees.name")} {...form.getInputProps("name")} />
        </Stack>
      </Section>
    </DetailForm>
  );
}

function Appearance() {
  const { t, i18n } = useTranslation();
  const choose = (value: string) => {
    if (!isLanguage(value)) return;
    void setLanguage(value);
    void api.PATCH("/api/v1/session/profile/", { body: { language: value } });
  };
  return (
    <Section title={t("profile.appearance")}>
      <Group gap="xl">
        <div>
          <Text size="sm" fw={500} mb={4}>{t("appearance.language")}</Text>
          <SegmentedControl aria-label={t("appearance.language")} value={i18n.language} onChange={choose} data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} />
        </div>
        <div><Text size="sm" fw={500} mb={4}>{t("appearance.scheme")}</Text><SchemeControl /></div>
      </Group>
    </Section>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: EMPTY_PASSWORD,
    validate: { repeat: (repeat, values) => (repeat === values.new ? null : t("profile.not_same")) },
  });
  const save = useSave(form, async ({ current, new: next }) => {
    await api.POST("/api/v1/session/password/", { body: { current, new: next } });
    notifications.show({ color: "tide", title: t("profile.password_changed"), message: "" });
    form.reset();
  });
  const eye = { visibilityToggleButtonProps: { "aria-label": t("session.show_password") } };
  return (
    <Section title={t("profile.password")}>
      <form onSubmit={save.submit} noValidate>
        <Stack maw={420}>
          <Problems problems={save.problems} />
          <PasswordInput label={t("profile.current_password")} autoComplete="current-password" {...eye} {...form.getInputProps("current")} />
          <PasswordInput label={t("session.new_password")} description={t("session.password_rule")} autoComplete="new-password" {...eye} {...form.getInputProps("new")} />
          <PasswordInput label={t("profile.repeat_password")} autoComplete="new-password" {...eye} {...form.getInputProps("repeat")} />
          <Button type="submit" w="fit-content" loading={save.isSaving} disabled={form.values.current === "" || form.values.new === ""}>{t("profile.change_password")}</Button>
        </Stack>
      </form>
    </Section>
  );
}

export default function ProfilePage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("profile.title")} />
      <Stack gap="md"><ProfileForm /><Appearance /><PasswordForm /></Stack>
    </>
  );
}
