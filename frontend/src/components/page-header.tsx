import { useEffect, type ReactNode } from "react";
import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

interface PageHeaderProps {
  title: string;
  description?: ReactNode;
  /** The list this page belongs to. */
  back?: { to: string; label: string };
  badge?: ReactNode;
  actions?: ReactNode;
}

/** Name of the screen, for the eye, the screen reader and the browser's tab. */
export function PageHeader({ title, description, back, badge, actions }: PageHeaderProps) {
  useEffect(() => { document.title = `${title} · VPBX`; }, [title]);
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <Stack gap={4} miw={0}>
        {back !== undefined && (
          <Anchor component={Link} to={back.to} fz="sm" c="dimmed">
            <Group gap={4} component="span"><IconChevronLeft size={14} aria-hidden />{back.label}</Group>
          </Anchor>
        )}
        <Group gap="sm"><Title order={1} style={{ overflowWrap: "anywhere" }}>{title}</Title>{badge}</Group>
        {description !== undefined && <Text c="dimmed" size="sm" maw={720}>{description}</Text>}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
