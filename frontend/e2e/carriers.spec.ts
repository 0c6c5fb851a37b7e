/** The operator's side of the outside world: carriers, the pool of numbers, rules for all companies. */

import type { Page } from "@playwright/test";
import { demo, ownCompany } from "./support/environment.ts";
import { freeOutsideNumber } from "./support/numbers.ts";
import { createCompany, expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const DEMO_CARRIER = "Учебный оператор связи";

const NOBODYS = ["+7495003", "+7495004"] as const; // numbers that begin so are given to nobody, and not the demo's

const written = (number: string) => number.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, "+7 $1 $2-$3-$4");

interface Account {
  address: string;
  name: string;
  title: string;
  secret: string;
}

async function connectCarrier(page: Page, { address, name, title, secret }: Account): Promise<void> {
  await open(page, "Операторы связи");
  await page.getByRole("button", { name: "Подключить оператора" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Название").fill(title);
  await form.getByLabel("Имя латиницей").fill(name);
  await form.getByRole("combobox", { name: "Адреса сервера" }).fill(address);
  await form.getByRole("textbox", { name: "Логин" }).fill(name);
  await form.getByLabel(/^Пароль/).fill(secret);
  await form.getByRole("button", { name: "Создать" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

async function importNumbers(page: Page, rows: string): Promise<void> {
  await open(page, "Номера");
  await page.getByRole("link", { name: "Импорт" }).click();
  await page.getByLabel("Строки").fill(rows);
  await page.getByRole("button", { name: "Проверить" }).click();
  await expect(page.getByRole("table", { name: "Ошибки по строкам" }).getByRole("row")).toHaveCount(2);
  await page.getByRole("radio", { name: /Добавить только 2/ }).check();
  await page.getByRole("button", { name: "Добавить 2 номера" }).click();
  await expect(page.getByText("Добавлено 2 номера").first()).toBeVisible();
  await page.getByRole("link", { name: "К списку" }).click();
}

async function choose(page: Page, select: string, text: string, option: RegExp): Promise<void> {
  await page.getByRole("combobox", { name: select }).fill(text);
  await page.getByRole("option", { name: option }).click();
}

async function lead(page: Page, number: string, target: RegExp): Promise<void> {
  await open(page, "Внешние номера");
  await page.getByRole("link", { name: written(number) }).click();
  await page.getByRole("combobox", { name: "Куда ведёт" }).click();
  await page.getByRole("option", { name: target }).click();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expectLive(page);
}

test("an operator connects a carrier, imports numbers, gives one to a company and takes it back", async ({ page, newPerson, newProvider, complaints }) => {
  const provider = newProvider();
  const account: Account = { address: provider.address, name: fresh("c"), title: fresh("Оператор "), secret: fresh("Secret-") };
  await provider.openAccount(account.name, account.secret);
  await signIn(page, demo.operator);
  await connectCarrier(page, account);
  await expect(page.getByText("Зарегистрирована", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Проверить линию" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Линия работает" })).toContainText("Сервер принимает логин и пароль");

  const [number, other] = [await freeOutsideNumber(page, NOBODYS[0]), await freeOutsideNumber(page, NOBODYS[1])];
  const tag = fresh("tag");
  await importNumbers(page, `${number}; ${account.name}; Москва; ${tag}\n${other}; ${account.name}; Москва; ${tag}\n012; ${account.name}`);
  await page.getByRole("searchbox").fill(number);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row").last()).toContainText("Свободен");
  await page.getByRole("link", { name: written(number) }).click();
  await page.getByRole("button", { name: "Выдать компании" }).click();
  await choose(page, "Компания", ownCompany.code, new RegExp(`${ownCompany.code}$`));
  await page.getByRole("dialog").getByRole("button", { name: "Выдать компании" }).click();
  await expect(page.getByText("Выдан", { exact: true })).toBeVisible();
  await expectLive(page);

  const admin = await newPerson();
  await signIn(admin, { url: ownCompany.url, ...ownCompany.admin });
  await lead(admin, number, /^200/);
  await expect(admin.getByTestId("answering")).toContainText("200");

  await page.getByRole("button", { name: "Забрать" }).click();
  const question = page.getByRole("dialog", { name: /^Забрать/ });
  await question.getByRole("button", { name: "Забрать", exact: true }).click();
  await expect(question.getByText(/Используется в/)).toBeVisible();
  await question.getByRole("radio", { name: "Убрать отовсюду" }).check();
  await question.getByRole("button", { name: "Забрать", exact: true }).click();
  await expect(page.getByText(/^Карантин до/)).toBeVisible();
  await open(admin, "Внешние номера");
  await expect(admin.getByRole("table")).toBeVisible();
  await expect(admin.getByRole("link", { name: written(number) })).toHaveCount(0);
  await page.getByRole("button", { name: "Снять карантин" }).click();
  await expect(page.getByText("Свободен", { exact: true })).toBeVisible();

  await open(page, "Операторы связи");
  await page.getByRole("link", { name: account.title }).click();
  await page.getByRole("button", { name: "Удалить" }).click();
  const farewell = page.getByRole("dialog", { name: /^Удалить оператора/ });
  await farewell.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(farewell).toContainText(number);
  await farewell.getByPlaceholder("Выберите замену").click();
  await page.getByRole("option", { name: DEMO_CARRIER }).click();
  await farewell.getByRole("button", { name: "Заменить и удалить" }).click();
  await expect(page.getByRole("heading", { name: "Операторы связи" })).toBeVisible();

  await page.goto(new URL(`/platform/phone-numbers?tag=${tag}`, demo.operator.url).href);
  await expect(page.getByRole("row").filter({ hasText: DEMO_CARRIER })).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Выбрать все на странице" }).check();
  await page.getByRole("region", { name: "Действия с выбранными" }).getByRole("button", { name: "Удалить" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
  await expect(page.getByText("Ничего не найдено")).toBeVisible();
  complaints.length = 0; // the browser's own lines about the two refusals that name usages
});

/** A number that nobody dials: a filter for it disturbs no other journey. */
const UNDIALLED = "+79990001122";

async function checkCall(page: Page, dialled: string): Promise<void> {
  await open(page, "Проверка звонка");
  await choose(page, "Компания", ownCompany.code, new RegExp(`${ownCompany.code}$`));
  await page.getByRole("textbox", { name: "Кто звонит" }).fill("200");
  await page.getByRole("textbox", { name: "Что набирает" }).fill(dialled);
  await page.getByRole("button", { name: "Проверить" }).click();
}

async function addRoute(page: Page, name: string, pattern: string): Promise<void> {
  await page.getByRole("button", { name: "Добавить маршрут" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Название").fill(name);
  await form.getByRole("group", { name: "Куда звонят" }).getByRole("button", { name: "Добавить шаблон" }).click();
  await form.getByRole("textbox", { name: "Куда звонят 1" }).fill(pattern);
  await expect(form.getByLabel("Шаблон понятен")).toBeVisible();
  await form.getByRole("combobox", { name: "Добавить линию" }).click();
  await page.getByRole("option", { name: DEMO_CARRIER }).click();
  await form.getByRole("button", { name: "Создать" }).click();
  await expect(form).toHaveCount(0);
}

test("routes of the platform are ordered by keyboard, and a filter is seen in the check of a call", async ({ page }) => {
  await signIn(page, demo.operator);
  await open(page, "Маршруты");
  const names = [fresh("Первый "), fresh("Второй ")] as const;
  for (const name of names) await addRoute(page, name, UNDIALLED.slice(1));
  await page.getByRole("button", { name: `Перетащите или нажимайте стрелки: ${names[1]}` }).press("ArrowUp");
  await expectLive(page);
  const items = page.getByRole("listitem").filter({ hasText: new RegExp(names.join("|")) });
  await expect(items.first()).toContainText(names[1]);

  await checkCall(page, UNDIALLED);
  await expect(page.getByTestId("check-result")).toContainText("Звонок пройдёт");

  await open(page, "Фильтры");
  await page.getByRole("button", { name: "Добавить фильтр" }).first().click();
  const form = page.getByRole("dialog");
  const filter = fresh("Фильтр ");
  await form.getByLabel("Название").fill(filter);
  await form.getByRole("group", { name: "Куда звонят" }).getByRole("button", { name: "Добавить шаблон" }).click();
  await form.getByRole("textbox", { name: "Куда звонят 1" }).fill(UNDIALLED.slice(1));
  await form.getByRole("button", { name: "Создать" }).click();
  await expect(page.getByRole("row").filter({ hasText: filter })).toContainText("Действует");
  await checkCall(page, UNDIALLED);
  await expect(page.getByTestId("check-result")).toContainText("Звонок не пройдёт");

  await open(page, "Фильтры");
  await page.getByRole("button", { name: `Удалить: ${filter}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
  await expect(page.getByRole("row").filter({ hasText: filter })).toHaveCount(0);
  await open(page, "Маршруты");
  for (const name of names) {
    await page.getByRole("button", { name: `Удалить: ${name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
    await expect(page.getByText(name, { exact: true })).toHaveCount(0);
  }
});

test("a company gets a ceiling and a restriction, and the restriction is lifted", async ({ page }) => {
  const code = fresh("e2e");
  await signIn(page, demo.operator);
  await createCompany(page, { code, name: code });
  await page.getByRole("searchbox").fill(code);
  await page.getByRole("link", { name: code }).click();
  await page.getByRole("group", { name: "Обычные наборы" }).getByRole("button", { name: "Свой регион" }).click();
  await page.getByLabel("Исходящих сразу").fill("3");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expectLive(page);
  await page.reload();
  await expect(page.getByLabel("Исходящих сразу")).toHaveValue("3");
  await expect(page.getByRole("checkbox", { name: /^Междугородние/ })).not.toBeChecked();

  await page.getByRole("button", { name: "Ограничить исходящие" }).click();
  await page.getByRole("dialog").getByLabel("Причина").fill("Неоплата за октябрь");
  await page.getByRole("dialog").getByRole("button", { name: "Ограничить исходящие" }).click();
  await expect(page.getByText("Исходящие остановлены")).toBeVisible();
  await open(page, "Ограничения");
  await expect(page.getByRole("row").filter({ hasText: code })).toContainText("Неоплата за октябрь");
  await page.getByRole("link", { name: code }).click();
  await page.getByRole("button", { name: "Снять ограничение" }).click();
  await expect(page.getByText("Исходящие звонки не ограничены.")).toBeVisible();
});

const RANGES = `АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН
800;1234560;1234569;10;АО "МТТ";Город Москва;Город Москва;7705017253
800;1239999;1230000;10;АО "МТТ";Город Москва;Город Москва;7705017253`;

test("the register tells whose number it is, and its files are checked before they are taken over", async ({ page }) => {
  await signIn(page, demo.operator);
  await open(page, "План нумерации РФ");
  await page.getByRole("textbox", { name: "Номер" }).fill("8 800 123-45-67");
  await page.getByRole("button", { name: "Узнать" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Бесплатный" })).toContainText("+7 800 123-45-60");
  await page.getByRole("link", { name: "Загрузить файл" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByText("Выберите файл").click();
  await (await chooser).setFiles({ name: "ABC-8xx.csv", mimeType: "text/csv", buffer: Buffer.from(RANGES) });
  await page.getByRole("button", { name: "Проверить" }).click();
  await expect(page.getByText("Годна 1 строка")).toBeVisible();
  await expect(page.getByRole("table", { name: "Ошибки по строкам" })).toContainText("раньше");
  await expect(page.getByRole("button", { name: /^Загрузить 1/ })).toBeDisabled();
});
