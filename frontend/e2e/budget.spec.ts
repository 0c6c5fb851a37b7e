/** What a browser must fetch before the first screen can be used (performance gate G16: 250 kB of compressed JavaScript). */

import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { ownCompany } from "./support/environment.ts";
import { signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

/** The way in; and any list opened directly, with nothing cached. */
const ENTRY_KB = 250;
const LIST_KB = 250;

/** Compressed kilobytes of all scripts that a page asks for from now on. */
function counter(page: Page): () => Promise<number> {
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  return async () => {
    expect(scripts.length).toBeGreaterThan(3);
    return (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0) / 1000;
  };
}

test("the way in needs no more JavaScript than its budget", async ({ page }) => {
  const count = counter(page);
  await page.goto(new URL("/sign-in", ownCompany.url).href);
  await expect(page.getByRole("button", { name: "Войти" })).toBeVisible();
  expect(await count()).toBeLessThanOrEqual(ENTRY_KB);
});

test("a list opened directly needs no more JavaScript than its budget", async ({ page, newPerson }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const visitor = await newPerson({ storageState: await page.context().storageState() });
  const count = counter(visitor);
  await visitor.goto(new URL("/devices", ownCompany.url).href);
  await expect(visitor.getByRole("table")).toBeVisible();
  expect(await count()).toBeLessThanOrEqual(LIST_KB);
});
