/** The API of a test: each test says what it answers; a request nobody expected fails the test. */

import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";

export const server = setupServer();

const url = (path: string) => `*/api/v1/${path}`;

export const answer = {
  get: (path: string, body: object) => http.get(url(path), () => HttpResponse.json(body)),
  post: (path: string, body: object, status = 200) => http.post(url(path), () => HttpResponse.json(body, { status })),
  refuse: (method: "get" | "post" | "patch" | "delete", path: string, status: number, body: object) =>
    http[method](url(path), () => HttpResponse.json(body, { status })),
};
