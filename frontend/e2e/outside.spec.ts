/** From a contract with a provider to calls with the public network, by the cabinet alone. */

import type { Page } from "@playwright/test";
import { demo, ownCompany } from "./support/environment.ts";
import { freeOutsideNumber } from "./support/numbers.ts";
import { addPerson, createCompany, enterByLink, expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const PASSWORD = "Ромашка-на-лугу-27";
const FAR = "+79160001234"; // the provider answers it
const CALLER = "+79161234567";

const NOBODYS = "+7495000"; // numbers that begin so are given to nobody

async function connectLine(page: Page, line: { address: string; login: string; secret: string }): Promise<void> {
  await open(page, "Линии");
  await page.getByRole("button", { name: "Подключить линию" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Название").fill("Наш провайдер");
  await form.getByLabel("Имя латиницей").fill("provider");
  await form.getByRole("combobox", { name: "Адреса сервера" }).fill(line.address);
  await form.getByRole("textbox", { name: "Логин" }).fill(line.login);
  await form.getByLabel(/^Пароль/).fill(line.secret);
  await form.getByRole("button", { name: "Создать" }).click();
  await expect(page.getByRole("heading", { name: "Наш провайдер" })).toBeVisible();
}

async function leadNumber(page: Page, number: string): Promise<void> {
  await open(page, "Внешние номера");
  await page.getByRole("button", { name: "Добавить номер" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Номер", exact: true }).fill(number);
  await form.getByRole("combobox", { name: "Линия" }).click();
  await page.getByRole("option", { name: "Наш провайдер" }).click();
  await form.getByRole("combobox", { name: "Куда ведёт" }).click();
  await page.getByRole("option", { name: /^500/ }).click();
  await form.getByRole("button", { name: "Создать" }).click();
  await expectLive(page);
}

async function joinGroup(page: Page, number: string): Promise<void> {
  await open(page, "Группы");
  await page.getByRole("link", { name: "Все", exact: true }).click();
  await page.getByRole("combobox", { name: "Добавить участника" }).click();
  await page.getByRole("option", { name: new RegExp(`^${number}`) }).click();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expectLive(page);
}

/** What the extension may call: one of the usual sets. */
async function allow(page: Page, number: string, rung: string): Promise<void> {
  await open(page, "Номера");
  await page.getByRole("link", { name: number, exact: true }).click();
  await page.getByRole("group", { name: "Обычные наборы" }).getByRole("button", { name: rung }).click();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expectLive(page);
}

async function checkCall(page: Page, from: string, dialled: string): Promise<void> {
  await open(page, "Проверка звонка");
  await page.getByRole("combobox", { name: "Кто звонит" }).click();
  await page.getByRole("option", { name: new RegExp(`^${from}`) }).click();
  await page.getByRole("textbox", { name: "Что набирает" }).fill(dialled);
  await page.getByRole("button", { name: "Проверить" }).click();
}

test("an admin connects a provider, gives a number to a group, sets permissions, checks a call, calls out and in", async ({ page, newPerson, newPhone, newProvider }) => {
  const provider = newProvider();
  const code = fresh("e2e");
  const secret = fresh("Secret-");
  await provider.openAccount(code, secret);
  await signIn(page, demo.operator);
  const admin = await newPerson();
  await enterByLink(admin, await createCompany(page, { code, name: "Выход в город" }), PASSWORD);

  await connectLine(admin, { address: provider.address, login: code, secret });
  await expect(admin.getByText("Зарегистрирована", { exact: true })).toBeVisible();
  await admin.getByRole("button", { name: "Проверить линию" }).click();
  await expect(admin.getByRole("status").filter({ hasText: "Линия работает" })).toContainText("Сервер принимает логин и пароль");

  const number = await freeOutsideNumber(page, NOBODYS);
  await leadNumber(admin, number);
  const anna = await addPerson(admin, "Анна Белова");
  await joinGroup(admin, anna.number);
  await open(admin, "Внешние номера");
  await admin.getByRole("table").getByRole("link").first().click();
  await expect(admin.getByTestId("answering")).toContainText("Анна Белова");

  const dialled = FAR.replace("+7", "8");
  await allow(admin, anna.number, "Свой регион");
  await checkCall(admin, anna.number, dialled);
  await expect(admin.getByTestId("check-result")).toContainText("Звонок не пройдёт");
  await allow(admin, anna.number, "Россия");
  await checkCall(admin, anna.number, dialled);
  const result = admin.getByTestId("check-result");
  await expect(result).toContainText("Звонок пройдёт");
  await expect(result.getByRole("table", { name: "Линии по порядку" })).toContainText("Наш провайдер");

  const phone = newPhone();
  await phone.register(anna);
  const out = await phone.call(dialled);
  await phone.sees(out, "CONFIRMED");
  expect(await provider.shownTo(FAR)).toBe(number.replace("+", ""));
  await phone.hangUp(out);

  const incoming = await provider.call(number, code, CALLER);
  await phone.answer();
  await provider.sees(incoming, "up");
  await provider.hangUp(incoming);
  await provider.sees(incoming, "ended");

  await open(admin, "История звонков");
  const rows = admin.getByRole("row").filter({ hasText: "Отвечен" });
  await expect(rows.filter({ hasText: "Исходящий" })).toContainText(/\+7 916 000-12-34/);
  await expect(rows.filter({ hasText: "Входящий" })).toContainText(/\+7 916 123-45-67/);
});

test("a list is filled from rows, keeps its callers out, and tells where it is used when it goes", async ({ page, complaints }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const name = fresh("Назойливые ");
  await open(page, "Списки номеров");
  await page.getByRole("button", { name: "Создать список" }).first().click();
  await page.getByRole("dialog").getByLabel("Название").fill(name);
  await page.getByRole("dialog").getByRole("switch", { name: "Не пускать звонящих" }).check({ force: true });
  await page.getByRole("dialog").getByRole("button", { name: "Создать" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();

  await page.getByRole("link", { name: "Загрузить таблицу" }).click();
  await page.getByLabel("Строки").fill("8 926 111-22-33; Окна\n12ab; Плохой");
  await page.getByRole("button", { name: "Проверить" }).click();
  await expect(page.getByRole("table", { name: "Ошибки по строкам" }).getByRole("row")).toHaveCount(2);
  await page.getByRole("radio", { name: /Добавить только/ }).check();
  await page.getByRole("button", { name: "Загрузить 1 строку" }).click();
  await page.getByRole("link", { name: "К списку" }).click();
  await expect(page.getByText("+7 926 111-22-33")).toBeVisible();

  await open(page, "Проверка звонка");
  await page.getByText("Входящий", { exact: true }).click();
  await page.getByLabel("Номер звонящего").fill("89261112233");
  await page.getByRole("combobox", { name: "На какой номер" }).click();
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Проверить" }).click();
  await expect(page.getByTestId("check-result")).toContainText("Звонок не пройдёт");
  await expect(page.getByTestId("check-result")).toContainText(name);

  const rule = fresh("Ночью дежурному ");
  await open(page, "Переопределения");
  await page.getByRole("button", { name: "Добавить правило" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Название" }).fill(rule);
  await form.getByRole("textbox", { name: "Куда звонят" }).fill("200");
  await form.getByRole("combobox", { name: "Или звонящий в списке" }).click();
  await page.getByRole("option", { name }).click();
  await page.keyboard.press("Escape");
  await form.getByRole("textbox", { name: "Номер", exact: true }).fill("201");
  await form.getByRole("button", { name: "Создать" }).click();
  await expectLive(page);

  await open(page, "Списки номеров");
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Удалить" }).first().click();
  const question = page.getByRole("dialog", { name: `Удалить список «${name}»?` });
  await question.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(question).toContainText(rule);
  complaints.length = 0; // the first answer was 409
  await page.keyboard.press("Escape");
  await open(page, "Переопределения");
  await page.getByRole("button", { name: `Удалить: ${rule}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить", exact: true }).click();
  await expectLive(page);
  await open(page, "Списки номеров");
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Удалить" }).first().click();
  await question.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Списки номеров" })).toBeVisible();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});
