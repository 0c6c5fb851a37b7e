/** Every screen by its address, who may open it, and the piece of code that is fetched for it. */

import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, type RouteComponent,
} from "@tanstack/react-router";
import type { Session } from "@/api/types";
import { ForbiddenPage, NotFoundPage, PlainNotFound, PlainProblem, ProblemPage } from "@/app/pages/problem-pages";
import { loadScreen, screens, type Screen } from "@/app/screens";
import { LoadingLines } from "@/components/states";
import { parseSearch, stringifySearch, type UrlSearch } from "@/lib/url-search";
import { homeOf, sessionOptions, useSession } from "@/session/session";

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
  component: lazyRouteComponent(() => import("@/app/shell/shell"), "Shell"),
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionOptions);
    if (!session.is_authenticated) {
      throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
    }
    if (session.tenant !== null && session.permissions.length === 0) throw redirect({ to: "/no-access" });
    return { session };
  },
});

const isOpenTo = ({ permission }: Screen, session: Session) => permission === null || session.permissions.includes(permission);

/** Shows the screen to whom its permission allows, and says so to others. */
function guarded(screen: Screen): RouteComponent {
  const Content = lazyRouteComponent(() => loadScreen(screen));
  const Guarded = () => (isOpenTo(screen, useSession()) ? <Content /> : <ForbiddenPage />);
  return Object.assign(Guarded, { preload: Content.preload });
}

/** Whoever opens a first screen that is not theirs is sent to their own. */
function screenRoute(screen: Screen) {
  return createRoute({
    getParentRoute: () => inside,
    path: screen.path,
    component: guarded(screen),
    beforeLoad: ({ context: { session } }) => {
      const isElsewhere = screen.path === "/" || session.tenant === null;
      const home = homeOf(session);
      if (!isOpenTo(screen, session) && isElsewhere && home !== screen.path) throw redirect({ to: home });
    },
  });
}

const SESSION = () => import("@/features/session/routes");

const routeTree = root.addChildren([
  plainRoute("/sign-in", lazyRouteComponent(SESSION, "SignInPage")),
  plainRoute("/link/$token", lazyRouteComponent(SESSION, "LinkPage")),
  plainRoute("/choose-company", lazyRouteComponent(SESSION, "ChooseCompanyPage")),
  plainRoute("/no-access", lazyRouteComponent(SESSION, "NoAccessPage")),
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
