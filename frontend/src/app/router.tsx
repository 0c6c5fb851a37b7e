/** Every screen by its address, who may open it, and the piece of code that is fetched for it. */

import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, type RouteComponent,
} from "@tanstack/react-router";
import { ApiError } from "@/api/errors";
import { NotFoundPage, PlainNotFound, PlainProblem, ProblemPage } from "@/app/pages/problem-pages";
import { screens, type Screen } from "@/app/screens";
import { Shell } from "@/app/shell/shell";
import { LoadingLines } from "@/components/states";
import { parseSearch, stringifySearch, type UrlSearch } from "@/lib/url-search";
import { homeOf, sessionOptions } from "@/session/session";

interface RouterContext {
  client: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: PlainNotFound,
  errorComponent: PlainProblem,
  validateSearch: (search: Record<string, unknown>) => search as UrlSearch,
  beforeLoad: ({ context }) => context.client.ensureQueryData(sessionOptions),
});

const plainRoute = (path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionOptions);
    if (!session.is_authenticated) {
      throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
    }
    return { session };
  },
});

/** Lets in whom the screen's permission allows; a person without a company is sent to their own first screen. */
function screenRoute(screen: Screen) {
  return createRoute({
    getParentRoute: () => inside,
    path: screen.path,
    component: lazyRouteComponent(screen.load),
    beforeLoad: ({ context: { session } }) => {
      if (screen.permission === null || session.permissions.includes(screen.permission)) return;
      const home = homeOf(session);
      if (screen.path === "/" || session.tenant === null) {
        if (home !== screen.path) throw redirect({ to: home });
      }
      throw new ApiError(403, {});
    },
  });
}

const SESSION = () => import("@/features/session/routes");

const routeTree = root.addChildren([
  plainRoute("/sign-in", lazyRouteComponent(SESSION, "SignInPage")),
  plainRoute("/link/$token", lazyRouteComponent(SESSION, "LinkPage")),
  plainRoute("/choose-company", lazyRouteComponent(SESSION, "ChooseCompanyPage")),
  plainRoute("/setup/$token", lazyRouteComponent(() => import("@/features/device-setup/routes/device-setup"), "DeviceSetupPage")),
  inside.addChildren(screens.map(screenRoute)),
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPendingComponent: LoadingLines,
    defaultPendingMs: 300,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ProblemPage,
    scrollRestoration: true,
  });
}
