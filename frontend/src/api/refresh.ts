import { useCallback } from "react";
import { useQueryClient, type Query } from "@tanstack/react-query";

/** Answers about the person, not about the company: no change of configuration makes them old. */
const KEPT = ["/api/v1/session/", "/api/v1/config-state/"];

/** `gone`: the id of what was deleted; its own page is still on the screen, and must not ask for it. */
export type Refresh = (gone?: string) => Promise<void>;

const pathParams = (init: unknown) => Object.values((init as { params?: { path?: object } } | undefined)?.params?.path ?? {}) as unknown[];

/**
 * Reads again what is on the screen after something was changed: one thing is seen in many lists. What is being read for the
 * first time is asked anew as well: its answer may be from before the change, and the library would keep it.
 */
export function useRefresh(): Refresh {
  const client = useQueryClient();
  return useCallback(
    async (gone?: string) => {
      const isConcerned = ({ queryKey: [, path, init] }: Query) =>
        typeof path === "string" && path.startsWith("/api/") && !KEPT.includes(path) && !(gone !== undefined && pathParams(init).includes(gone));
      await client.cancelQueries({ predicate: (query) => query.state.data === undefined && isConcerned(query) });
      await client.invalidateQueries({ predicate: isConcerned });
    },
    [client],
  );
}
