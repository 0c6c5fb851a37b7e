import "@mantine/core/styles.css";
import "@/app/global.css";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "@tanstack/react-router";
import { setSignedOutHandler } from "@/api/client";
import type { Session } from "@/api/types";
import { createAppQueryClient } from "@/api/query-client";
import { Providers } from "@/app/providers";
import { createAppRouter } from "@/app/router";
import { startI18n } from "@/i18n";
import { sessionOptions } from "@/session/session";

async function start(): Promise<void> {
  await startI18n();
  const client = createAppQueryClient();
  const router = createAppRouter(client);
  setSignedOutHandler(() => {
    const known = client.getQueryData<Session>(sessionOptions.queryKey);
    if (!known?.is_authenticated) return;
    client.removeQueries({ queryKey: sessionOptions.queryKey });
    void router.invalidate();
  });
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>,
  );
}

void start();
