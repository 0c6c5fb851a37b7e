/** What people do in many journeys. */

import { expect, type Locator, type Page } from "@playwright/test";
import type { Account } from "./phone.ts";

export async function signIn(page: Page, { url, email, password }: { url: string; email: string; password: string }): Promise<void> {
  await page.goto(new URL("/sign-in", url).href);
  await page.getByLabel("Почта").fill(email);
  await page.getByLabel("Пароль", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("navigation", { name: "Основное меню" }).first()).toBeAttached();
}

/** Opens a screen by its place in the sidebar. */
export async function open(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Adds a person by the one form and reads what must be typed into the phone. */
export async function addPerson(page: Page, name: string): Promise<Account & { number: string }> {
  await open(page, "Сотрудники");
  await page.getByRole("button", { name: "Добавить сотрудника" }).first().click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("Внутренний номер")).not.toHaveValue("");
  const number = await form.getByLabel("Внутренний номер").inputValue();
  await form.getByLabel("Имя").fill(name);
  await form.getByRole("button", { name: "Добавить", exact: true }).click();
  const made = page.getByTestId("employee-created");
  await expect(made.getByRole("img", { name: /QR/ })).toBeVisible();
  const account = await readAccount(made);
  await page.getByRole("button", { name: "Готово" }).click();
  return { ...account, number };
}

/** The credentials in the copy fields of a panel. */
export async function readAccount(panel: Locator): Promise<Account> {
  const read = (label: string) => panel.getByRole("textbox", { name: label, exact: true }).inputValue();
  await expect(panel.getByRole("textbox", { name: "Логин", exact: true })).toBeVisible();
  return { server: await read("Сервер"), port: await read("Порт"), login: await read("Логин"), secret: await read("Пароль") };
}

/** The latest save is in force on the node. */
export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByTestId("live-since").last()).toHaveText(/Действует с \d\d:\d\d:\d\d/);
}

/** Asks the API past the pages, where a journey needs something but is not about it; the answer, which is a good one. */
export async function ask(page: Page, method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<Record<string, unknown>> {
  const [status, text] = await page.evaluate(async ([verb, address, sent]) => {
    const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    const answer = await fetch(`/api/v1/${address}`, { method: verb, headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: sent });
    return [answer.status, await answer.text()] as const;
  }, [method, path, body === undefined ? null : JSON.stringify(body)] as const);
  expect([200, 201], `${path}: ${text}`).toContain(status);
  return JSON.parse(text) as Record<string, unknown>;
}

/** Makes a thing past the pages. */
export async function make(page: Page, path: string, body: object): Promise<void> {
  await ask(page, "POST", path, body);
}

/** The operator makes a company and gets the link for its admin. */
export async function createCompany(page: Page, { code, name }: { code: string; name: string }): Promise<string> {
  await page.getByRole("button", { name: "Создать компанию" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Код", exact: true }).fill(code);
  await form.getByLabel("Название").fill(name);
  await form.getByLabel("Почта").fill(`admin@${code}.example`);
  await form.getByRole("button", { name: "Создать" }).click();
  const link = await page.getByTestId("company-created").getByRole("textbox", { name: "Ссылка для администратора" }).inputValue();
  await page.getByRole("button", { name: "Готово" }).click();
  return link;
}

export async function enterByLink(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Новый пароль").fill(password);
  await page.getByRole("button", { name: "Сохранить и войти" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("navigation").first()).toBeAttached();
}

/** A name that no earlier run and no other worker has used. */
export function fresh(prefix: string): string {
  return `${prefix}${Date.now().toString(36)}${process.env.TEST_PARALLEL_INDEX ?? ""}`;
}
