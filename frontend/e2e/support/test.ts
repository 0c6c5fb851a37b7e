/** Tests in which any complaint of the browser is a failure, with pages of several people and phones that end with the test. */

import { test as base, expect, type Browser, type Page } from "@playwright/test";
import { Phone } from "./phone.ts";
import { Provider } from "./provider.ts";

interface Tools {
  /** A page of another person: own cookies, same watch over its console. */
  newPerson: (options?: Parameters<Browser["newContext"]>[0]) => Promise<Page>;
  newPhone: () => Phone;
  newProvider: () => Provider;
  /** What the browser complained of; a test that provokes a refusal takes it out. */
  complaints: string[];
}

function watch(page: Page, complaints: string[]): void {
  page.on("console", (message) => { if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`); });
  page.on("pageerror", (error) => { complaints.push(`${page.url()}: ${error.message}`); });
}

export const test = base.extend<Tools>({
  complaints: async ({}, use) => { // eslint-disable-line no-empty-pattern
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints).toEqual([]);
  },
  page: async ({ page, complaints }, use) => {
    watch(page, complaints);
    await use(page);
  },
  newPerson: async ({ browser, complaints, contextOptions }, use) => {
    const pages: Page[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      const page = await context.newPage();
      watch(page, complaints);
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
  newPhone: async ({}, use) => { // eslint-disable-line no-empty-pattern
    const phones: Phone[] = [];
    await use(() => {
      const phone = new Phone();
      phones.push(phone);
      return phone;
    });
    phones.forEach((phone) => { phone.close(); });
  },
  newProvider: async ({}, use) => { // eslint-disable-line no-empty-pattern
    const providers: Provider[] = [];
    await use(() => {
      const provider = new Provider();
      providers.push(provider);
      return provider;
    });
    providers.forEach((provider) => { provider.close(); });
  },
});

export { expect };
