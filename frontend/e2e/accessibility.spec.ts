/** Main screens on a phone and on a desk, light and dark: no known barrier, nothing wider than the screen. */

import AxeBuilder from "@axe-core/playwright";
import { demo, ownCompany } from "./support/environment.ts";
import { signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const COMPANY_SCREENS = ["/", "/employees", "/extensions", "/devices", "/queues", "/numbering", "/phone-numbers", "/trunks", "/routes", "/override-rules", "/number-lists", "/redirect-numbers",
  "/expression-check?from=200&to=84951234567", "/outside-settings", "/live", "/calls", "/settings", "/me", "/employees/import", "/profile"];
const PLATFORM_SCREENS = ["/platform/companies", "/platform/companies/acme", "/platform/nodes", "/platform/live", "/platform/audit", "/platform/carriers", "/platform/phone-numbers", "/platform/phone-numbers/import", "/platform/routes", "/platform/filters", "/platform/defaults", "/platform/check", "/platform/number-ranges", "/platform/number-ranges/import", "/platform/calls", "/platform/restrictions"];

const VIEWS = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

for (const { width, height, colorScheme } of VIEWS) {
  test.describe(`at ${String(width)} px, ${colorScheme}`, () => {
    test.use({ viewport: { width, height }, colorScheme });

    const cases = [
      { name: "company", person: { url: ownCompany.url, ...ownCompany.admin }, screens: COMPANY_SCREENS },
      { name: "operator", person: demo.operator, screens: PLATFORM_SCREENS },
    ];
    for (const { name, person, screens } of cases) {
      test(`screens of the ${name} have no barriers and fit`, async ({ page }) => {
        await signIn(page, person);
        for (const screen of screens) {
          await page.goto(new URL(screen, person.url).href);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await expect(page.getByRole("status", { name: "Загрузка" })).toHaveCount(0);
          const { violations } = await new AxeBuilder({ page }).analyze();
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
          expect(found, screen).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(overflow, `${screen} is wider than the screen`).toBe(0);
        }
      });
    }

    test("the sign-in page has no barriers", async ({ page }) => {
      await page.goto("/sign-in");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  });
}
