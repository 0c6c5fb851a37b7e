import { QueryClient } from "@tanstack/react-query";
import { asApiError } from "@/api/errors";

const MAX_RETRIES = 2;

/** A refusal stays a refusal; only a silent or broken server is asked again. */
function shouldRetry(failures: number, error: unknown): boolean {
  const { status } = asApiError(error);
  return failures < MAX_RETRIES && (status === 0 || status >= 502);
}

export function createAppQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 5_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
