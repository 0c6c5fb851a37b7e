import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { MomentInput } from "@/components/form/moment-input";
import { Problems } from "@/components/form/problems";
import { useSave } from "@/components/form/use-save";
import { momentOf } from "@/lib/period";

interface RestDialogProps {
  title: string;
  rest: (until: string | undefined) => Promise<void>;
  onClose: () => void;
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Until when a number is given to nobody. */
export default function RestDialog({ title, rest, onClose }: RestDialogProps) {
  const { t } = useTranslation();
  const form = useForm<{ until: string | null }>({ initialValues: { until: null } });
  const save = useSave(form, async ({ until }) => { await rest(momentOf(until, ZONE)); onClose(); });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={save.submit} noValidate>
        <Stack>
          <Problems problems={save.problems} />
          <Text size="sm">{t("pool.rest_text")}</Text>
          <MomentInput label={t("pool.rest_until")} placeholder={t("pool.rest_usual")} {...form.getInputProps("until")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" loading={save.isSaving}>{t("pool.rest")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
