import { useEffect, useState, type ReactNode } from "react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { cssVariables, theme } from "@/app/theme";
import { lazily } from "@/components/lazily";

const Notices = lazily(() => import("@/app/notices"));

/** Long enough for the first screen to have come; what is to be told earlier waits in line. */
const NOTICES_AFTER_MS = 1500;

function LateNotices() {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => { setTime(true); }, NOTICES_AFTER_MS);
    return () => { window.clearTimeout(timer); };
  }, []);
  return isTime ? <Notices /> : null;
}

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <LateNotices />
        {children}
      </QueryClientProvider>
    </MantineProvider>
  );
}
