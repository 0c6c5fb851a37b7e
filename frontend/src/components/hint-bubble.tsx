import { Tooltip } from "@mantine/core";

/** The floating words of a hint. */
export default function HintBubble({ label, target, isOpen }: { label: string; target: HTMLElement; isOpen: boolean }) {
  return <Tooltip label={label} target={target} opened={isOpen} />;
}
