import { Button, Divider, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EmployeeCreated } from "@/api/types";
import { CopyField } from "@/components/copy-field";
import { CredentialFields, OnceAlert, SetupLinkPanel } from "@/components/credentials-panel";
import classes from "@/components/form/form.module.css";

interface EmployeeCreatedProps {
  made: EmployeeCreated;
  onClose: () => void;
  onMore: () => void;
}

/** Everything that must be handed over, while it can still be seen. */
export function EmployeeCreatedPanel({ made, onClose, onMore }: EmployeeCreatedProps) {
  const { t } = useTranslation();
  const { credentials, sign_in_link: link } = made;
  return (
    <>
      <Stack gap="lg" data-testid="employee-created">
        {credentials && (
          <>
            <OnceAlert />
            <SetupLinkPanel url={credentials.setup_url} qrSvg={credentials.qr_svg} />
            <CredentialFields credentials={credentials} />
          </>
        )}
        {link && (
          <>
            <Divider />
            <div>
              <Text fw={600} mb={4}>{t("employees.link_title")}</Text>
              <Text size="sm" c="dimmed" mb="sm">{t("employees.link_text")}</Text>
              <CopyField label={t("employees.link")} value={link} />
            </div>
          </>
        )}
        {!credentials && !link && <Text>{t("employees.nothing_to_hand")}</Text>}
      </Stack>
      <Group className={classes.footer} justify="flex-end">
        <Button variant="default" onClick={onMore}>{t("employees.add_more")}</Button>
        <Button onClick={onClose} data-autofocus>{t("common.done")}</Button>
      </Group>
    </>
  );
}
