import { useCallback } from "react";
import { useQueryClient } from "@tanstack/react-query";

/** Answers about the person, not about the company: no change of configuration makes them old. */
const KEPT = ["/api/v1/session/", "/api/v1/config-state/"];

/** Reads again what is on the screen after something was changed: one thing is seen in many lists. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    () => client.invalidateQueries({
      predicate: ({ queryKey: [, path] }) => typeof path === "string" && path.startsWith("/api/") && !KEPT.includes(path),
    }),
    [client],
  );
}
