/** Renders a component as the page would: theme, texts, queries, and an address of its own. */

import type { ReactNode } from "react";
import { render } from "@testing-library/react";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { createAppQueryClient } from "@/api/query-client";
import type { Session } from "@/api/types";
import { Providers } from "@/app/providers";
import { parseSearch, stringifySearch } from "@/lib/url-search";
import { sessionOptions } from "@/session/session";
import { adminSession } from "@/testing/fixtures";

interface Options {
  path?: string;
  session?: Session;
}

export function renderPage(content: () => ReactNode, { path = "/", session = adminSession }: Options = {}) {
  const client = createAppQueryClient();
  client.setQueryData(sessionOptions.queryKey, session);
  const router = createRouter({
    routeTree: createRootRoute({ component: () => <>{content()}</>, validateSearch: (search) => search }),
    history: createMemoryHistory({ initialEntries: [path] }),
    parseSearch,
    stringifySearch,
  });
  render(<Providers client={client}><RouterProvider router={router} /></Providers>);
  return { client, router };
}
