/** What people do who draw call flows. */

import { expect, type Locator, type Page } from "@playwright/test";
import { fresh, open } from "./steps.ts";

/** The form of the element that is open. */
export const formOf = (page: Page) => page.getByTestId("element-panel");

/** A flow with nothing but a start, open on the canvas; its name. */
export async function newFlow(page: Page, prefix: string): Promise<string> {
  const name = fresh(prefix);
  await open(page, "Схемы звонков");
  await page.getByRole("button", { name: "Новая схема" }).first().click();
  await page.getByRole("dialog").getByLabel("Название").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Создать" }).click();
  await expect(page.getByTestId("element-start")).toBeVisible();
  return name;
}

/** Leads an exit of the open element to a new element, whose form opens. */
export async function leadOn(page: Page, exit: string, kind: string): Promise<void> {
  await formOf(page).getByRole("combobox", { name: exit, exact: true }).click();
  await page.getByRole("option", { name: `Новый: ${kind}`, exact: true }).click();
  await expect(formOf(page).getByRole("heading", { name: kind })).toBeVisible();
}

export async function choose(form: Locator, label: string, option: RegExp): Promise<void> {
  await form.getByRole("combobox", { name: label, exact: true }).click();
  await form.page().getByRole("option", { name: option }).first().click();
}

export const isSaved = (page: Page) => expect(page.getByTestId("draft-status")).toHaveText(/Черновик сохранён/);

/** Publishes what is drawn, through the dialog. */
export async function publishDrawn(page: Page, note: string): Promise<void> {
  await isSaved(page);
  await page.getByRole("button", { name: "Опубликовать", exact: true }).click();
  const question = page.getByRole("dialog", { name: /^Опубликовать схему/ });
  await question.getByLabel("Что изменилось").fill(note);
  await question.getByRole("button", { name: "Опубликовать" }).click();
  await expect(question).toHaveCount(0);
}
