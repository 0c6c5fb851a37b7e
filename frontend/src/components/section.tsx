import type { ReactNode } from "react";
import { Card, Group, Text, Title } from "@mantine/core";

interface SectionProps {
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, text, actions, children }: SectionProps) {
  return (
    <Card component="section">
      <Group justify="space-between" mb="md" gap="sm" align="flex-start">
        <div>
          <Title order={2}>{title}</Title>
          {text !== undefined && <Text size="sm" c="dimmed" mt={2}>{text}</Text>}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Card>
  );
}
