import type { ReactNode } from "react";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { cssVariables, theme } from "@/app/theme";

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <ModalsProvider labels={{ confirm: t("common.confirm"), cancel: t("common.cancel") }}>
          <Notifications position="bottom-left" limit={4} containerWidth={400} />
          {children}
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
