import { useEffect, useState } from "react";
import { Drawer, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { EmployeeCreated } from "@/api/types";
import { FormDrawer } from "@/components/form/form-drawer";
import { useSave } from "@/components/form/use-save";
import { useSaved } from "@/components/saved/use-saved";
import { useCreateEmployee, useDeleteEmployee, type NewEmployee } from "@/features/employees/api";
import { EmployeeCreatedPanel } from "@/features/employees/components/employee-created";
import { NewEmployeeFields } from "@/features/employees/components/new-employee-fields";

const EMPTY: NewEmployee = { name: "", email: "", mobile: "", role: "none", number: "", hasDevice: true, deviceName: "", secret: "" };

/** Names of the form's inputs for the names that the API reports problems under. */
function useCreateForm() {
  const { t } = useTranslation();
  const form = useForm<NewEmployee>({
    initialValues: EMPTY,
    validate: {
      name: (name) => (name.trim() === "" ? t("form.required") : null),
      email: (email, { role }) => (role !== "none" && email.trim() === "" ? t("employees.email_for_role") : null),
    },
  });
  const free = $api.useQuery("get", "/api/v1/numbering/free/", { params: { query: { kind: "extension" } } }, { staleTime: 0, gcTime: 0 });
  const number = free.data?.number ?? undefined;
  const { setFieldValue, resetDirty } = form;
  useEffect(() => {
    if (number === undefined) return;
    setFieldValue("number", number);
    resetDirty({ ...EMPTY, number });
    // The form is filled once, when the free number arrives; what is typed later is the person's own.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [number]);
  return form;
}

/** One form, one person; afterwards the phone's credentials and the sign-in link in the same place. */
export default function CreateEmployee({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const form = useCreateForm();
  const create = useCreateEmployee();
  const remove = useDeleteEmployee();
  const saved = useSaved();
  const [made, setMade] = useState<EmployeeCreated | null>(null);
  const save = useSave(form, async (values) => {
    const employee = await create.mutateAsync(values);
    saved({ title: t("employees.added", { name: employee.name }), undo: () => remove(employee.id, { force: true }) });
    setMade(employee);
  }, { "extension.number": "number", "device.name": "deviceName", "device.secret": "secret" });

  if (made !== null) {
    return (
      <Drawer opened onClose={onClose} title={<Text fw={650} size="lg" component="span">{made.name}</Text>} closeButtonProps={{ "aria-label": t("common.close") }}>
        <EmployeeCreatedPanel made={made} onClose={onClose} onMore={() => { setMade(null); form.reset(); }} />
      </Drawer>
    );
  }
  return (
    <FormDrawer title={t("employees.add")} save={save} isDirty={form.isDirty()} submitLabel={t("employees.add_submit")} onClose={onClose}>
      <NewEmployeeFields form={form} />
    </FormDrawer>
  );
}
