/** A route in a form. Pure. */

import type { Route, RouteBody } from "@/api/types";
import { ALWAYS } from "@/components/outside/times";

export const NEW_ROUTE: RouteBody = {
  name: "", comment: "", is_enabled: true, called: [], calling: [], tags: [], times: ALWAYS, called_template: "", caller_template: "", trunks: [], on_failure: "stop",
  is_recorded: false, is_private: false, is_internal: false,
};

export function routeBody(route: Route): RouteBody {
  const { id, position, ...body } = route;
  return body;
}
