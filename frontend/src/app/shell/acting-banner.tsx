import { Button, Text } from "@mantine/core";
import { IconEyeglass2 } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Session } from "@/api/types";
import classes from "@/app/shell/shell.module.css";
import { sessionChanged } from "@/session/session";
import { useNavigate } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";

/** Where the operator's own cabinet is, seen from a company's host. */
function platformAddress({ hosts }: Session): string {
  return `https://${hosts.suffix ?? window.location.hostname}${hosts.https_port === 443 ? "" : `:${String(hosts.https_port)}`}/platform/companies`;
}

/** An operator inside a client's cabinet never forgets where they are, and leaves by one press. */
export function ActingBanner({ session }: { session: Session }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const end = useMutation({
    mutationFn: () => api.DELETE("/api/v1/session/act-as/", {}),
    onSuccess: async () => {
      if (session.site === "tenant") {
        window.location.assign(platformAddress(session));
        return;
      }
      await sessionChanged(client);
      await navigate({ to: "/platform/companies" });
    },
  });
  if (session.acting_as === null) return null;
  return (
    <div className={classes.banner} role="status">
      <IconEyeglass2 size={20} aria-hidden />
      <Text size="sm" fw={600} style={{ flex: "1 1 200px" }}>{t("session.acting", { name: session.acting_as.name })}</Text>
      <Button size="xs" color="dark" loading={end.isPending} onClick={() => { end.mutate(); }}>{t("session.acting_end")}</Button>
    </div>
  );
}
