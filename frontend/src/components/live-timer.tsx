import { Text, type TextProps } from "@mantine/core";
import { formatDuration, secondsSince } from "@/lib/format";
import { useNow } from "@/lib/use-now";

/** Time since a moment, counting. Screen readers are not told every second. */
export function LiveTimer({ since, ...props }: { since: string } & TextProps) {
  const now = useNow();
  return <Text component="span" className="vpbx-numbers" role="timer" aria-live="off" {...props}>{formatDuration(secondsSince(since, now))}</Text>;
}
