/** Stands in for the only thing that Mantine's ScrollArea takes from `@floating-ui/react` (see vite.config.ts). */

import { useMergedRef } from "@mantine/hooks";
import type { Ref, RefCallback } from "react";

export function useMergeRefs<Instance>(refs: (Ref<Instance> | undefined)[]): RefCallback<Instance> | null {
  return useMergedRef(...refs);
}
