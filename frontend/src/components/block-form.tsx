import { Alert, Button, Group, Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MomentInput } from "@/components/form/moment-input";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";
import { momentOf } from "@/lib/period";

export interface BlockValues {
  kind: "administrative" | "voluntary";
  starts_at: string | null;
  ends_at: string | null;
  reason: string;
  running_calls: "keep" | "hang_up";
}

/** What the API is sent. Absent moments are left out: from now, without end. */
export type BlockBody = Omit<BlockValues, "starts_at" | "ends_at"> & { starts_at?: string; ends_at?: string };

/** The pickers' texts are clock times of the company's zone. */
export function blockBody(values: BlockValues, zone: string): BlockBody {
  return { ...values, starts_at: momentOf(values.starts_at, zone), ends_at: momentOf(values.ends_at, zone) };
}

interface BlockFieldsProps {
  form: UseFormReturnType<BlockValues>;
  zone: string;
}

/** From, until, why, and what becomes of the calls that run; with the consequences spelled out. */
export function BlockFields({ form, zone }: BlockFieldsProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert color="yellow" variant="light" icon={<IconInfoCircle />} title={t("blocks.what_happens")}>{t(`blocks.effect_${form.values.kind}`)}</Alert>
      <MomentInput label={t("blocks.starts_at")} description={t("blocks.zone", { zone })} placeholder={t("blocks.now")} {...form.getInputProps("starts_at")} />
      <MomentInput label={t("blocks.ends_at")} placeholder={t("blocks.no_end")} {...form.getInputProps("ends_at")} />
      <Textarea label={t("blocks.reason")} description={t("blocks.reason_hint")} required autosize minRows={2} {...form.getInputProps("reason")} />
      <Radio.Group label={t("blocks.running_calls")} {...form.getInputProps("running_calls")}>
        <Stack gap="xs" mt="xs">
          <Radio value="keep" label={t("blocks.keep")} />
          <Radio value="hang_up" label={t("blocks.hang_up")} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

interface BlockDialogProps {
  kind: BlockValues["kind"];
  title: string;
  /** What the confirming button says. */
  action: string;
  /** Time zone of the company that is blocked. */
  zone: string;
  block: (body: BlockBody) => Promise<void>;
  onClose: () => void;
}

/** Blocks a company: asked by the operator, or by the company itself. */
export default function BlockDialog({ kind, title, action, zone, block, onClose }: BlockDialogProps) {
  const { t } = useTranslation();
  const form = useForm<BlockValues>({
    initialValues: { kind, starts_at: null, ends_at: null, reason: "", running_calls: "keep" },
    validate: { reason: (reason) => (reason.trim() === "" ? t("form.required") : null) },
  });
  const save = useSave(form, async (values) => { await block(blockBody(values, zone)); onClose(); });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={save.submit} noValidate>
        <Stack>
          <Problems problems={save.problems} />
          <BlockFields form={form} zone={zone} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" color="red" loading={save.isSaving}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
