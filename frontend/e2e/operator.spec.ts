/** The operator inside and outside of a client's cabinet. */

import { demo } from "./support/environment.ts";
import { createCompany, enterByLink, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const PASSWORD = "Ромашка-на-лугу-27";

test("acting as a client is marked by a banner, ended by one press, and recorded", async ({ page }) => {
  await signIn(page, demo.operator);
  await page.getByRole("searchbox").fill("globex");
  await page.getByRole("link", { name: "Глобекс Сервис" }).click();
  await page.getByRole("button", { name: "Войти как клиент" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Вы работаете от имени компании" })).toBeVisible();
  await open(page, "Устройства");
  await expect(page.getByText("globex+200")).toBeVisible();
  await page.getByRole("button", { name: "Закончить" }).click();
  await expect(page.getByRole("heading", { name: "Компании" })).toBeVisible();
  await open(page, "Журнал действий");
  await expect(page.getByText("Начата работа от имени клиента").first()).toBeVisible();
});

test("an administrative block says what will happen, keeps the admin out, and can be lifted", async ({ page, newPerson, complaints }) => {
  const code = fresh("e2e");
  await signIn(page, demo.operator);
  const link = await createCompany(page, { code, name: code });
  const admin = await newPerson();
  await enterByLink(admin, link, PASSWORD);
  await page.getByRole("searchbox").fill(code);
  await page.getByRole("link", { name: code }).click();
  await page.getByRole("button", { name: "Заблокировать" }).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Что произойдёт");
  await dialog.getByLabel("Причина").fill("Неоплата за октябрь");
  await dialog.getByRole("button", { name: "Заблокировать" }).click();
  await expect(page.getByText("Неоплата за октябрь")).toBeVisible();
  await admin.reload();
  await expect(admin.getByText(`${code}: вход закрыт`)).toBeVisible();
  await page.getByRole("button", { name: "Снять блокировку" }).click();
  await expect(page.getByText("Не заблокирована оператором.")).toBeVisible();
  complaints.length = 0; // refusals that the admin met are the point
});

test("disabling a company is verified on the node", async ({ page }) => {
  const code = fresh("e2e");
  await signIn(page, demo.operator);
  await createCompany(page, { code, name: code });
  await page.getByRole("searchbox").fill(code);
  await page.getByRole("link", { name: code }).click();
  await page.getByRole("button", { name: "Отключить" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Отключить" }).click();
  await expect(page.getByText("Отключена, проверено")).toBeVisible();
});

test("the node tells its state and load", async ({ page }) => {
  await signIn(page, demo.operator);
  await open(page, "Узлы");
  await expect(page.getByRole("article").first()).toContainText("Работает");
});
