import { Avatar, Box, Group, Text, UnstyledButton, type UnstyledButtonProps } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api/types";

/** Who is signed in. */
export function PersonButton({ session, ...others }: { session: Session } & UnstyledButtonProps) {
  const { t } = useTranslation();
  const name = session.user?.name === "" ? session.user.email : session.user?.name;
  return (
    <UnstyledButton style={{ flex: 1, minWidth: 0 }} aria-label={t("nav.person_menu")} {...others}>
      <Group gap="sm" wrap="nowrap">
        <Avatar name={name} variant="filled" radius="xl" size={34} aria-hidden />
        <Box miw={0} flex={1}>
          <Text size="sm" fw={600} truncate>{name}</Text>
          <Text size="xs" c="dimmed" truncate>{session.user?.is_operator ? t("roles.operator") : session.user?.email}</Text>
        </Box>
        <IconDots size={16} aria-hidden />
      </Group>
    </UnstyledButton>
  );
}
