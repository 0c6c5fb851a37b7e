/** What a person arranged for themselves, kept by the server under a name. */

import { useCallback } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";

const keyOf = (name: string) => ["preference", name] as const;

async function fetchPreference(name: string): Promise<unknown> {
  const { data } = await api.GET("/api/v1/preferences/{key}/", { params: { path: { key: name } } });
  return data?.value ?? null;
}

export interface Preference<Value> {
  value: Value;
  isReady: boolean;
  save: (value: Value) => void;
}

/** Read and keep one preference; when the server cannot tell, `initial` stands. */
export function usePreference<Value extends object>(name: string, initial: Value): Preference<Value> {
  const client = useQueryClient();
  const { data, isPending } = useQuery({
    queryKey: keyOf(name),
    queryFn: () => fetchPreference(name),
    staleTime: Infinity,
    retry: false,
  });
  const save = useCallback((value: Value) => {
    client.setQueryData(keyOf(name), value);
    // A lost preference is not worth a message: it is chosen again with one click.
    void api.PUT("/api/v1/preferences/{key}/", { params: { path: { key: name } }, body: { value } }).catch(() => undefined);
  }, [client, name]);
  const value = typeof data === "object" && data !== null ? { ...initial, ...data } : initial;
  return { value, isReady: !isPending, save };
}
