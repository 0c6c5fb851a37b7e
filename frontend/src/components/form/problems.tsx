import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

/** Refusals that belong to no single input. */
export function Problems({ problems }: { problems: string[] }) {
  if (problems.length === 0) return null;
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle />}>
      <Stack gap={4}>{problems.map((problem) => <Text key={problem} size="sm">{problem}</Text>)}</Stack>
    </Alert>
  );
}
