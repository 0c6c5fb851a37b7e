import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { useRefresh } from "@/api/refresh";

test("an answer that was on its way when something was saved is not believed", async () => {
  const client = new QueryClient();
  const answers: ((answer: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => { answers.push(resolve); });
  const { result } = renderHook(
    () => ({ query: useQuery({ queryKey: ["get", "/api/v1/phone-numbers/"], queryFn }), refresh: useRefresh() }),
    { wrapper: ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider> },
  );
  await waitFor(() => { expect(answers).toHaveLength(1); });

  act(() => { void result.current.refresh(); });
  await waitFor(() => { expect(answers).toHaveLength(2); });
  answers[0]?.("from before");
  answers[1]?.("as it is now");

  await waitFor(() => { expect(result.current.query.data).toBe("as it is now"); });
});
