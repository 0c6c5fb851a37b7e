/** A person who is only a user: the own page, and nothing of the company. */

import { ownCompany } from "./support/environment.ts";
import { enterByLink, expectLive, fresh, open, readAccount, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const PASSWORD = "Ромашка-на-лугу-27";

test("a user sees the own devices, forwarding, calls and missed calls, and cannot open the company's screens", async ({ page, newPerson, newPhone }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  await open(page, "Сотрудники");
  await page.getByRole("button", { name: "Добавить сотрудника" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("Внутренний номер")).not.toHaveValue("");
  const number = await form.getByLabel("Внутренний номер").inputValue();
  await form.getByLabel("Имя").fill(fresh("Пользователь "));
  await form.getByRole("radio", { name: "Пользователь" }).check();
  await form.getByLabel("Почта").fill(`${fresh("user")}@${ownCompany.code}.example`);
  await form.getByRole("button", { name: "Добавить", exact: true }).click();
  const made = page.getByTestId("employee-created");
  const account = await readAccount(made);
  const link = await made.getByRole("textbox", { name: "Ссылка для входа" }).inputValue();

  const user = await newPerson();
  await enterByLink(user, link, PASSWORD);
  await expect(user.getByText(`Ваши номера: ${number}`)).toBeVisible();
  await expect(user.getByRole("link", { name: "Сотрудники" })).toHaveCount(0);
  await user.goto(new URL("/employees", ownCompany.url).href);
  await expect(user.getByText("Нет доступа")).toBeVisible();

  await open(user, "Переадресация");
  await user.getByRole("combobox", { name: "Переадресация" }).click();
  await user.getByRole("option", { name: "Всегда" }).click();
  await user.getByLabel("Куда").fill("202");
  await user.getByRole("button", { name: "Сохранить" }).click();
  await expectLive(user);
  await user.getByRole("button", { name: "Отменить" }).click();
  await expect(user.getByText("Изменение отменено")).toBeVisible();

  const own = newPhone();
  await own.register(account);
  const caller = newPhone();
  const anna = ownCompany.phones[0];
  if (!anna) throw new Error("the demo has phones");
  await caller.register({ ...anna, server: account.server, port: account.port });
  const call = await caller.call(number);
  await own.rings();
  await caller.hangUp(call);
  await open(user, "Пропущенные");
  await expect(user.getByRole("link", { name: /Перезвонить: 200/ })).toBeVisible();
});
