import { useState } from "react";
import { Anchor, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLink, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Employee } from "@/api/types";
import { useEmployeeOptions } from "@/api/options";
import { DeleteDialog } from "@/components/delete-dialog";
import { DetailForm } from "@/components/form/detail-form";
import { useSave } from "@/components/form/use-save";
import { PageHeader } from "@/components/page-header";
import { useTellProblem } from "@/components/tell-problem";
import { useSaved } from "@/components/saved/use-saved";
import { Section } from "@/components/section";
import { QueryView } from "@/components/states";
import { useDeleteEmployee, useEmployee, useSignInLink, useUpdateEmployee } from "@/features/employees/api";
import { SignInLinkDialog } from "@/features/employees/components/sign-in-link-dialog";
import { useMay } from "@/session/session";

const formValues = ({ name, email, mobile, role }: Employee) => ({ name, email, mobile, role });

function EmployeeForm({ employee, onLink }: { employee: Employee; onLink: (link: string) => void }) {
  const { t } = useTranslation();
  const update = useUpdateEmployee(employee.id);
  const saved = useSaved();
  const mayEdit = useMay("employee.edit");
  const form = useForm({
    initialValues: formValues(employee),
    validate: { name: (name) => (name.trim() === "" ? t("form.required") : null) },
  });
  const save = useSave(form, async (values) => {
    const before = formValues(employee);
    const { sign_in_link: link } = await update(values);
    form.setInitialValues(values);
    onLink(link);
    saved({ title: t("employees.saved", { name: values.name }), undo: async () => { await update(before); form.setInitialValues(before); form.reset(); } });
  });
  return (
    <DetailForm save={save} isDirty={form.isDirty()} onReset={form.reset}>
      <Section title={t("employees.about")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t("employees.name")} required disabled={!mayEdit} {...form.getInputProps("name")} />
          <Select
            label={t("employees.role")} allowDeselect={false} disabled={!mayEdit} description={t(`employees.role_${form.values.role}`)}
            data={["none", "user", "admin"].map((value) => ({ value, label: t(`roles.${value}`) }))} {...form.getInputProps("role")}
          />
          <TextInput label={t("employees.email")} type="email" disabled={!mayEdit} {...form.getInputProps("email")} />
          <TextInput label={t("employees.mobile")} type="tel" disabled={!mayEdit} description={t("employees.mobile_hint")} {...form.getInputProps("mobile")} />
        </SimpleGrid>
      </Section>
    </DetailForm>
  );
}

function Numbers({ employee }: { employee: Employee }) {
  const { t } = useTranslation();
  const devices = employee.extensions.flatMap((extension) => extension.devices);
  return (
    <Section title={t("employees.extensions")} text={t("employees.extensions_text")}>
      <Stack gap="xs">
        {employee.extensions.length === 0 && <Text c="dimmed" size="sm">{t("employees.no_extensions")}</Text>}
        {employee.extensions.map((extension) => (
          <Group key={extension.id} gap="md">
            <Anchor component={Link} to={`/extensions/${extension.id}`} fw={600} className="vpbx-numbers">{extension.number}</Anchor>
          </Group>
        ))}
        {devices.length > 0 && <Text size="sm" c="dimmed" mt="sm">{t("nav.devices")}</Text>}
        {devices.map((device) => <Anchor key={device.id} component={Link} to={`/devices/${device.id}`} ff="monospace" size="sm">{device.login}</Anchor>)}
      </Stack>
    </Section>
  );
}

function EmployeeView({ employee }: { employee: Employee }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useDeleteEmployee();
  const saved = useSaved();
  const mayEdit = useMay("employee.edit");
  const [isDeleting, setDeleting] = useState(false);
  const [link, setLink] = useState("");
  const makeLink = useSignInLink(employee.id);
  const tell = useTellProblem();
  const others = useEmployeeOptions().filter((option) => option.value !== employee.id);
  const linkButton = (
    <Button variant="default" leftSection={<IconLink size={16} />} loading={makeLink.isPending} onClick={() => { makeLink.mutate(undefined, { onSuccess: setLink, onError: tell }); }}>
      {t("employees.link_new")}
    </Button>
  );
  const deleteButton = <Button variant="default" c="var(--vpbx-bad)" leftSection={<IconTrash size={16} />} onClick={() => { setDeleting(true); }}>{t("common.delete")}</Button>;
  return (
    <>
      <PageHeader title={employee.name} back={{ to: "/employees", label: t("employees.title") }} actions={mayEdit && <>{employee.role !== "none" && linkButton}{deleteButton}</>} />
      <Stack gap="md">
        <EmployeeForm key={employee.id} employee={employee} onLink={setLink} />
        <Numbers employee={employee} />
      </Stack>
      <SignInLinkDialog link={link} onClose={() => { setLink(""); }} />
      {isDeleting && (
        <DeleteDialog
          title={t("employees.delete_title", { name: employee.name })} text={t("employees.delete_text")} replacements={others}
          onClose={() => { setDeleting(false); }} remove={(query) => remove(employee.id, query)}
          onDeleted={() => { saved({ title: t("employees.deleted", { name: employee.name }) }); void navigate({ to: "/employees" }); }}
        />
      )}
    </>
  );
}

export default function EmployeePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEmployee(id);
  return <QueryView query={query}>{(employee) => <EmployeeView employee={employee} />}</QueryView>;
}
