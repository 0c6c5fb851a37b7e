import { Alert, Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CompanySelect } from "@/components/company-select";
import { MomentInput } from "@/components/form/moment-input";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";
import { useRestrictionWrites, type RestrictionValues } from "@/components/restrictions/restrictions";

interface RestrictionDialogProps {
  /** Code of the company; chosen here when it is not given. */
  tenant?: string;
  title: string;
  /** Whose clock the period is by. */
  zone: string;
  onDone: (tenant: string) => void;
  onClose: () => void;
}

/** Stops a company's outgoing calls, for a reason and perhaps for a time. */
export default function RestrictionDialog({ tenant, title, zone, onDone, onClose }: RestrictionDialogProps) {
  const { t } = useTranslation();
  const { create } = useRestrictionWrites();
  const form = useForm<RestrictionValues>({
    initialValues: { tenant: tenant ?? "", reason: "", starts_at: null, ends_at: null },
    validate: {
      tenant: (code) => (code ? null : t("form.required")),
      reason: (reason) => (reason.trim() === "" ? t("form.required") : null),
    },
  });
  const save = useSave(form, async (values) => { await create(values, zone); onDone(values.tenant); onClose(); });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={save.submit} noValidate>
        <Stack>
          <Problems problems={save.problems} />
          <Alert color="yellow" variant="light" icon={<IconInfoCircle />} title={t("blocks.what_happens")}>{t("restrictions.effect")}</Alert>
          {tenant === undefined && <CompanySelect label={t("restrictions.tenant")} required {...form.getInputProps("tenant")} />}
          <Textarea label={t("blocks.reason")} description={t("restrictions.reason_hint")} required autosize minRows={2} {...form.getInputProps("reason")} />
          <MomentInput label={t("blocks.starts_at")} description={t("restrictions.zone", { zone })} placeholder={t("blocks.now")} {...form.getInputProps("starts_at")} />
          <MomentInput label={t("blocks.ends_at")} placeholder={t("blocks.no_end")} {...form.getInputProps("ends_at")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" color="red" loading={save.isSaving}>{t("restrictions.restrict")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
