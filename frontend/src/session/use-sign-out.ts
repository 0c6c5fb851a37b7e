import { useNavigate } from "@tanstack/react-router";
import { api } from "@/api/client";
import { useSessionChanged } from "@/session/session";

export function useSignOut(): () => void {
  const changed = useSessionChanged();
  const navigate = useNavigate();
  const leave = async () => {
    await api.POST("/api/v1/session/logout/", {});
    await changed();
    await navigate({ to: "/sign-in" });
  };
  return () => { void leave(); };
}
