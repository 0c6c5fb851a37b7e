/** Who is asking: the one query that every screen depends on, and what may be concluded from it. */

import { useQueryClient, useSuspenseQuery, type QueryClient } from "@tanstack/react-query";
import { $api } from "@/api/client";
import type { Permission, Session } from "@/api/types";

export const sessionOptions = {
  ...$api.queryOptions("get", "/api/v1/session/"),
  staleTime: 60_000,
};

export function useSession(): Session {
  return useSuspenseQuery(sessionOptions).data;
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}

/** Forget everything that was read on behalf of the previous person or company. */
export async function sessionChanged(client: QueryClient): Promise<Session> {
  client.removeQueries({ predicate: (query) => query.queryKey[1] !== sessionOptions.queryKey[1] });
  await client.invalidateQueries({ queryKey: sessionOptions.queryKey, refetchType: "none" });
  return client.fetchQuery({ ...sessionOptions, staleTime: 0 });
}

export function useSessionChanged(): () => Promise<Session> {
  const client = useQueryClient();
  return () => sessionChanged(client);
}

/** The first screen of this person: where they land after signing in. */
export function homeOf(session: Session): string {
  if (!session.is_authenticated) return "/sign-in";
  if (session.tenant === null) return session.user?.is_operator ? "/platform/companies" : "/choose-company";
  if (session.permissions.length === 0) return "/no-access";
  return session.permissions.includes("company.view") ? "/" : "/me";
}

