import { Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyField } from "@/components/copy-field";
import { OnceAlert } from "@/components/credentials-panel";

/** A link that can be seen once: to be copied and handed over. */
export function SignInLinkDialog({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={link !== ""} onClose={onClose} title={t("employees.link_title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Text size="sm">{t("employees.link_text")}</Text>
        <OnceAlert />
        <CopyField label={t("employees.link")} value={link} />
      </Stack>
    </Modal>
  );
}
