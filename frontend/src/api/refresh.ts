import { useCallback } from "react";
import { useQueryClient } from "@tanstack/react-query";

/** Answers about the person, not about the company: no change of configuration makes them old. */
const KEPT = ["/api/v1/session/", "/api/v1/config-state/"];

/** `gone`: the id of what was deleted; its own page is still on the screen, and must not ask for it. */
export type Refresh = (gone?: string) => Promise<void>;

const pathParams = (init: unknown) => Object.values((init as { params?: { path?: object } } | undefined)?.params?.path ?? {}) as unknown[];

/** Reads again what is on the screen after something was changed: one thing is seen in many lists. */
export function useRefresh(): Refresh {
  const client = useQueryClient();
  return useCallback(
    (gone?: string) => client.invalidateQueries({
      predicate: ({ queryKey: [, path, init] }) =>
        typeof path === "string" && path.startsWith("/api/") && !KEPT.includes(path) && !(gone !== undefined && pathParams(init).includes(gone)),
    }),
    [client],
  );
}
