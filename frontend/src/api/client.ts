/** The one HTTP client of the cabinet: typed by the API's schema, signed by the CSRF cookie. */

import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import { errorOfResponse } from "@/api/errors";
import type { paths } from "@/api/schema";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export function csrfToken(cookie: string = document.cookie): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(cookie)?.[1] ?? "";
}

let onSignedOut: () => void = () => undefined;

/** Tells the client what to do when the server no longer knows who is asking. */
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler;
}

const guard: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", document.documentElement.lang);
    if (!SAFE_METHODS.has(request.method)) request.headers.set("X-CSRFToken", csrfToken());
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const error = await errorOfResponse(response);
    if (error.code === "not_signed_in") onSignedOut();
    throw error;
  },
};

export const api = createFetchClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  // Looked up at each call, so that tests may put a server of their own behind it.
  fetch: (request) => window.fetch(request),
});
api.use(guard);

/** Query and mutation hooks over the same client. */
export const $api = createQueryClient(api);
