/** Main screens on a phone and on a desk, light and dark: no known barrier, nothing wider than the screen. */

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { demo, ownCompany } from "./support/environment.ts";
import { element, makeFlow, publishFlow } from "./support/flows.ts";
import { fresh, make, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const COMPANY_SCREENS = ["/", "/employees", "/extensions", "/devices", "/queues", "/numbering", "/live", "/calls", "/settings", "/me", "/employees/import", "/profile"];
const OUTSIDE_SCREENS = ["/phone-numbers", "/trunks", "/routes", "/override-rules", "/number-lists", "/redirect-numbers", "/expression-check?from=200&to=84951234567", "/outside-settings"];
const SOUND_SCREENS = ["/flows", "/schedules", "/media-files", "/media-packages", "/voicemail", "/voicemail?tab=boxes", "/me/voicemail"];
/** Lists whose first row is made for the journey and opened: no demo company has any. */
const MADE: { screen: string; path: string; body: object }[] = [
  { screen: "/schedules", path: "schedules/", body: { country: "RU", periods: [{ key: "p1", name: "Рабочее время", color: "teal", ranges: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1080 }] }], exceptions: [{ date: "2030-03-09", name: "Отчёт", ranges: [{ period: "p1", from: 600, to: 900 }] }] } },
  { screen: "/flows", path: "flows/", body: {} },
  { screen: "/media-files", path: "media-files/speech/", body: { text: "Добрый день!" } },
  { screen: "/media-packages", path: "media-packages/", body: {} },
];
/** Lists whose first row is opened: forms are where most can go wrong. */
const DETAILS_OF = ["/phone-numbers", "/extensions", "/devices", "/queues"];
const PLATFORM_DETAILS_OF = ["/platform/carriers", "/platform/phone-numbers"];
const PLATFORM_SCREENS = ["/platform/companies", "/platform/companies/acme", "/platform/nodes", "/platform/live", "/platform/audit", "/platform/calls", "/platform/calls?tab=attempts", "/platform/restrictions"];
const CARRIER_SCREENS = [
  "/platform/carriers", "/platform/phone-numbers", "/platform/phone-numbers/import", "/platform/routes", "/platform/filters", "/platform/defaults", "/platform/check",
  "/platform/number-ranges", "/platform/number-ranges/import",
];

/** Layers with all kinds of conditions, transitions and time-outs; nothing of the company is needed. */
const LAYERS = [
  element("start", "start", { settings: { numbers: [] }, exits: { next: "level:1" } }),
  element("mark", "set", { name: "Важный звонок", level: 1, when: { lists: [], days: [1, 2, 3, 4, 5], minutes: [[570, 1110]] }, settings: { tag: "важный", music: "ringing" }, exits: { next: "duty" } }),
  element("duty", "outside", { name: "Дежурный инженер второй смены", level: 1, settings: { number: "+79161234567", ring_seconds: 30 }, exits: { no_answer: "level:2", busy: "level:2" } }),
  element("end", "hangup", { level: 2, settings: { cause: "busy" } }),
];

const VIEWS = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

async function expectNoBarriers(page: Page, screen: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status", { name: "Загрузка" })).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  expect(found, screen).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, `${screen} is wider than the screen`).toBe(0);
}

for (const { width, height, colorScheme } of VIEWS) {
  test.describe(`at ${String(width)} px, ${colorScheme}`, () => {
    test.use({ viewport: { width, height }, colorScheme });

    const admin = { url: ownCompany.url, ...ownCompany.admin };
    const cases = [
      { name: "the company", person: admin, screens: COMPANY_SCREENS },
      { name: "the company's outside", person: admin, screens: OUTSIDE_SCREENS },
      { name: "the company's hours and sounds", person: admin, screens: SOUND_SCREENS },
      { name: "the operator", person: demo.operator, screens: PLATFORM_SCREENS },
      { name: "the operator's carriers", person: demo.operator, screens: CARRIER_SCREENS },
    ];
    for (const { name, person, screens } of cases) {
      test(`screens of ${name} have no barriers and fit`, async ({ page }) => {
        await signIn(page, person);
        for (const screen of screens) {
          await page.goto(new URL(screen, person.url).href);
          await expectNoBarriers(page, screen);
        }
      });
    }

    for (const { name, person, lists } of [{ name: "the company's", person: admin, lists: DETAILS_OF }, { name: "the operator's", person: demo.operator, lists: PLATFORM_DETAILS_OF }]) {
      test(`pages of ${name} things have no barriers and fit`, async ({ page }) => {
        await signIn(page, person);
        for (const screen of lists) {
          await page.goto(new URL(screen, person.url).href);
          await page.locator(`main a[href^="${screen}/"]:not([href$="/import"])`).first().click();
          await expect(page.locator(`main a[href="${screen}"]`)).toBeVisible(); // the way back stands on the page itself
          await expectNoBarriers(page, page.url());
        }
      });
    }

    test("pages of flows, schedules, sounds and music have no barriers and fit", async ({ page }) => {
      await signIn(page, admin);
      for (const { screen, path, body } of MADE) {
        const name = fresh("Доступность ");
        await make(page, path, { name, ...body });
        await page.goto(new URL(`${screen}?search=${encodeURIComponent(name)}`, admin.url).href);
        await page.getByRole("link", { name, exact: true }).click();
        await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
        await expectNoBarriers(page, screen);
      }
    });

    test("views and panels of a flow have no barriers and fit", async ({ page }) => {
      await signIn(page, admin);
      const flow = await makeFlow(page, "Виды ", LAYERS);
      await publishFlow(page, flow);
      await page.goto(new URL(`/flows/${flow.id}`, admin.url).href);
      for (const view of ["Список", "Слои", "Схема"]) {
        await page.getByRole("radiogroup", { name: "Вид" }).getByText(view).click();
        await expectNoBarriers(page, view);
        if (view !== "Слои") continue;
        const level = page.getByRole("region", { name: "Уровень 1" });
        await expect(level).toContainText("Пн–Пт · 09:30–18:30");
        expect(await level.evaluate((node) => node.scrollWidth - node.clientWidth), "layers are wider than their place").toBe(0);
      }
      for (const { name, panel, shown } of [{ name: "Проверить", panel: "simulator", shown: "outcome" }, { name: "Версии", panel: "versions", shown: "versions" }]) {
        await page.getByRole("button", { name, exact: true }).click();
        await expect(page.getByTestId(shown)).toBeVisible();
        await expectNoBarriers(page, name);
        await page.getByTestId(panel).getByRole("button", { name: "Закрыть" }).click();
        await expect(page.getByTestId(panel)).toHaveCount(0);
      }
    });

    test("the sign-in page has no barriers", async ({ page }) => {
      await page.goto("/sign-in");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  });
}
