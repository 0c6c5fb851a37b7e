import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { CompanySelect } from "@/components/company-select";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";

interface GiveDialogProps {
  title: string;
  give: (tenant: string) => Promise<void>;
  onClose: () => void;
}

/** Which company gets the number, or all the selected ones. */
export default function GiveDialog({ title, give, onClose }: GiveDialogProps) {
  const { t } = useTranslation();
  const form = useForm<{ tenant: string }>({ initialValues: { tenant: "" }, validate: { tenant: (code) => (code ? null : t("form.required")) } });
  const save = useSave(form, async ({ tenant }) => { await give(tenant); onClose(); });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={save.submit} noValidate>
        <Stack>
          <Problems problems={save.problems} />
          <Text size="sm">{t("pool.give_text")}</Text>
          <CompanySelect label={t("pool.tenant")} required data-autofocus {...form.getInputProps("tenant")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" loading={save.isSaving}>{t("pool.give")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
