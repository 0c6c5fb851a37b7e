/** Call flows as an admin edits them: taken back, looked at as layers, edited by two, compared and brought back. */

import { ownCompany } from "./support/environment.ts";
import { formOf, isSaved, leadOn, newFlow, publishDrawn } from "./support/drawing.ts";
import { expectLive, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

test.beforeEach(async ({ page }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
});

test("what is drawn can be taken back, is found again, and is the same flow in words and as layers", async ({ page }) => {
  await newFlow(page, "Слои ");
  await page.getByTestId("element-start").click();
  await leadOn(page, "дальше", "Положить трубку");
  await formOf(page).getByLabel("Название", { exact: true }).fill("Прощание");
  await isSaved(page);
  await page.getByRole("button", { name: "Отменить", exact: true }).click();
  await page.getByRole("button", { name: "Отменить", exact: true }).click();
  await expect(page.getByTestId("element-hangup")).toHaveCount(0);
  await page.getByRole("button", { name: "Повторить", exact: true }).click();
  await page.getByRole("button", { name: "Повторить", exact: true }).click();
  await expect(page.getByTestId("element-hangup")).toContainText("Прощание");

  await page.getByRole("search").getByLabel("Найти на схеме").fill("проща");
  await expect(page.getByTestId("element-hangup")).toHaveAttribute("data-found");
  await page.getByRole("radiogroup", { name: "Вид" }).getByText("Слои").click();
  await page.getByRole("button", { name: "Слой на уровень 1" }).click();
  await page.getByRole("menuitem", { name: "Группа" }).click();
  await expect(page.getByRole("region", { name: "Уровень 1" }).getByRole("row")).toHaveCount(2);
  await isSaved(page);
  await page.reload();
  await page.getByRole("radiogroup", { name: "Вид" }).getByText("Список").click();
  await expect(page.getByRole("list", { name: "Элементы схемы" })).toContainText("Прощание");
});

test("the second of two people at one draft is told who was first, and chooses", async ({ page, newPerson, complaints }) => {
  const name = await newFlow(page, "Вдвоём ");
  const other = await newPerson({ storageState: await page.context().storageState() });
  await other.goto(page.url());
  await expect(other.getByTestId("element-start")).toBeVisible();

  await page.getByTestId("element-start").click();
  await formOf(page).getByLabel("Название", { exact: true }).fill("Первый");
  await isSaved(page);
  await other.getByTestId("element-start").click();
  await formOf(other).getByLabel("Название", { exact: true }).fill("Второй");
  const question = other.getByRole("dialog", { name: "Черновик изменил другой человек" });
  await expect(question).toContainText("Администратор");
  await question.getByRole("button", { name: "Взять новый" }).click();
  await expect(other.getByTestId("element-start")).toContainText("Первый");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(name);
  complaints.length = 0; // the browser's own line about the refused save
});

test("a published version can be compared with the draft and brought back", async ({ page }) => {
  await newFlow(page, "Версии ");
  await page.getByTestId("element-start").click();
  await leadOn(page, "дальше", "Положить трубку");
  await publishDrawn(page, "Первая");
  await formOf(page).getByLabel("Название", { exact: true }).fill("Позже");
  await publishDrawn(page, "Вторая");
  await page.getByRole("button", { name: "Версии", exact: true }).click();
  const versions = page.getByTestId("versions");
  const first = versions.getByRole("listitem").filter({ hasText: "Первая" });
  await first.getByRole("button", { name: "Сравнить с черновиком" }).click();
  await expect(page.getByTestId("difference")).toHaveText("1 изменённый");
  await first.getByRole("button", { name: "Вернуть" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Вернуть" }).click();
  await expectLive(page);
  await expect(page.getByText("Версия 3", { exact: true }).first()).toBeVisible();
  await expect(page.getByTestId("element-hangup")).not.toContainText("Позже");
});
