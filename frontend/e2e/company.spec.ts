/** An admin's day: changes that are live at once and can be undone, lists that remember, deletions that ask. */

import { ownCompany } from "./support/environment.ts";
import { addPerson, expectLive, fresh, open, readAccount, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";


test.beforeEach(async ({ page }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
});

test("a change is live on the node and can be undone", async ({ page }) => {
  await open(page, "Группы");
  await page.getByRole("link", { name: "Все", exact: true }).click();
  const description = page.getByLabel("Описание");
  await expect(description).toBeVisible();
  const before = await description.inputValue();
  await description.fill(fresh("Описание "));
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expectLive(page);
  await page.getByRole("button", { name: "Отменить" }).click();
  await expect(page.getByText("Изменение отменено")).toBeVisible();
  await expect(description).toHaveValue(before);
});

test("leaving with unsaved changes asks first", async ({ page }) => {
  await open(page, "Настройки");
  await page.getByLabel("Название").fill("Совсем другое имя");
  await page.getByRole("navigation").getByRole("link", { name: "Номера", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Несохранённые изменения" });
  await question.getByRole("button", { name: "Остаться" }).click();
  await expect(page.getByLabel("Название")).toHaveValue("Совсем другое имя");
  await page.getByRole("navigation").getByRole("link", { name: "Номера", exact: true }).click();
  await question.getByRole("button", { name: "Уйти без сохранения" }).click();
  await expect(page.getByRole("heading", { name: "Внутренние номера" })).toBeVisible();
});

test("a wrong number is refused at its field and nothing is saved", async ({ page, complaints }) => {
  await open(page, "Номера");
  await page.getByRole("button", { name: "Добавить номер" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("Номер")).not.toHaveValue("");
  await form.getByLabel("Номер").fill("012");
  await form.getByRole("button", { name: "Создать" }).click();
  await expect(form.getByLabel("Номер")).toHaveAttribute("aria-invalid", "true");
  await expect(form.getByLabel("Номер")).toBeFocused();
  complaints.length = 0; // the browser's own line about the refused request
});

test("a used extension says where it is used and hands over to another", async ({ page, complaints }) => {
  const { number } = await addPerson(page, fresh("Уходящий "));
  await open(page, "Группы");
  await page.getByRole("link", { name: "Все", exact: true }).click();
  await page.getByRole("combobox", { name: "Добавить участника" }).click();
  await page.getByRole("option", { name: new RegExp(`^${number}`) }).click();
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expectLive(page);

  await open(page, "Номера");
  await page.getByRole("link", { name: number, exact: true }).click();
  await page.getByRole("button", { name: "Удалить" }).click();
  const question = page.getByRole("dialog", { name: `Удалить номер ${number}?` });
  await question.getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(question.getByText(/Используется в/)).toBeVisible();
  await expect(question).toContainText("Все");
  await question.getByPlaceholder("Выберите замену").click();
  await page.getByRole("option", { name: /^202/ }).click();
  await question.getByRole("button", { name: "Заменить и удалить" }).click();
  await expect(page.getByRole("heading", { name: "Внутренние номера" })).toBeVisible();
  await expectLive(page);
  await expect(page.getByRole("link", { name: number, exact: true })).toHaveCount(0);
  complaints.length = 0; // the first answer was 409
});

test("a list's state is in the address, and the person's filters are remembered", async ({ page }) => {
  await open(page, "Устройства");
  await page.getByRole("button", { name: "Фильтры" }).click();
  await page.getByRole("combobox", { name: "Блокировка" }).click();
  await page.getByRole("option", { name: "Не заблокировано" }).click();
  await expect(page).toHaveURL(/is_blocked=false/);
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("200");
  await expect(page).toHaveURL(/search=200/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole("searchbox")).toHaveValue("200");
  await open(page, "Обзор");
  await open(page, "Устройства");
  await expect(page).toHaveURL(/is_blocked=false/);
  await page.getByRole("button", { name: /Убрать фильтр/ }).click();
  await expect(page).not.toHaveURL(/is_blocked/);
});

test("pasted rows are checked before anything is added", async ({ page }) => {
  await open(page, "Сотрудники");
  await page.getByRole("link", { name: "Импорт" }).click();
  const good = fresh("Импорт ");
  await page.getByLabel("Строки").fill(`${good}\t\t\t\tnone\nПлохой\t012\t\t\tnone`);
  await page.getByRole("button", { name: "Проверить" }).click();
  const errors = page.getByRole("table", { name: "Ошибки по строкам" });
  await expect(errors.getByRole("row")).toHaveCount(2);
  await expect(errors).toContainText("2");
  await page.getByRole("radio", { name: /Добавить только/ }).check();
  await page.getByRole("button", { name: /^Добавить 1 / }).click();
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Скачать результат с паролями" }).click();
  expect((await file).suggestedFilename()).toBe("employees-result.csv");
  await page.getByRole("link", { name: "К списку" }).click();
  await expect(page.getByText(good)).toBeVisible();
  await expect(page.getByText("Плохой")).toHaveCount(0);
});

test("a phone's page shows its credentials once and why it cannot register, live", async ({ page, newPerson, newPhone }) => {
  const made = await addPerson(page, fresh("Телефон "));
  await open(page, "Устройства");
  await page.getByRole("link", { name: made.login }).click();
  const phone = newPhone();
  await phone.failToRegister(made);
  await expect(page.getByRole("table", { name: "Почему телефон не в сети" })).toContainText("Неверный пароль");
  phone.close();

  await page.getByRole("button", { name: "QR-код и ссылка" }).click();
  await page.getByRole("button", { name: "Сделать ссылку" }).click();
  const address = await page.getByRole("textbox", { name: "Ссылка для телефона" }).inputValue();
  const owner = await newPerson();
  await owner.goto(address);
  await owner.getByRole("button", { name: "Показать данные" }).click();
  const account = await readAccount(owner.locator("main"));
  expect(account.login).toBe(made.login);
  expect(account.secret).not.toBe(made.secret);
  const second = newPhone();
  await second.register(account);
  await page.getByRole("button", { name: "Закрыть" }).last().click();
  await expect(page.getByText("В сети").first()).toBeVisible();
  await owner.reload();
  await expect(owner.getByText("Ссылка больше не действует")).toBeVisible();
});
