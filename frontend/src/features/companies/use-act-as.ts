import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "@/api/client";
import { useTellProblem } from "@/components/tell-problem";
import { homeOf, useSessionChanged } from "@/session/session";

/** Enter a client's cabinet, in this very session: one press ends it. */
export function useActAs() {
  const changed = useSessionChanged();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (code: string) => {
      await api.POST("/api/v1/session/act-as/", { body: { code, hand_over: false } });
      return changed();
    },
    onError: useTellProblem(),
    onSuccess: (session) => navigate({ to: homeOf(session) }),
  });
}
