import { Group, Image, Text } from "@mantine/core";

export function Brand({ name = "VPBX" }: { name?: string }) {
  return (
    <Group gap={10} wrap="nowrap" miw={0}>
      <Image src="/favicon.svg" alt="" w={30} h={30} />
      <Text fw={700} size="lg" truncate lh={1.2}>{name}</Text>
    </Group>
  );
}
