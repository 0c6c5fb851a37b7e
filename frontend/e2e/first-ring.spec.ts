/** From nothing to a company whose people call each other, by the cabinet alone. */

import { demo } from "./support/environment.ts";
import { addPerson, createCompany, enterByLink, expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const PASSWORD = "Ромашка-на-лугу-27";

test("an operator creates a company, its admin adds people, their phones call and the call is seen and kept", async ({ page, newPerson, newPhone }) => {
  const code = fresh("e2e");
  await signIn(page, demo.operator);
  const link = await createCompany(page, { code, name: "Первый звонок" });
  const admin = await newPerson();
  await enterByLink(admin, link, PASSWORD);
  await expect(admin.getByRole("heading", { name: "Обзор" })).toBeVisible();

  const anna = await addPerson(admin, "Анна Белова");
  await expectLive(admin);
  const boris = await addPerson(admin, "Борис Котов");
  await expectLive(admin);
  const phones = [newPhone(), newPhone()] as const;
  await phones[0].register(anna);
  await phones[1].register(boris);
  await open(admin, "Устройства");
  await expect(admin.getByRole("row", { name: anna.login })).toContainText("В сети");
  await expect(admin.getByRole("row", { name: boris.login })).toContainText("В сети");

  await open(admin, "Сейчас на линии");
  const call = await phones[0].call(boris.number);
  await phones[1].rings();
  const live = admin.getByTestId("live-calls").getByRole("listitem");
  await expect(live).toContainText("Анна Белова");
  await expect(live).toContainText("Звонит");
  await phones[1].answer();
  await phones[0].sees(call, "CONFIRMED");
  await expect(live).toContainText("Разговор");
  await expect(live).toContainText("Борис Котов");
  await expect(live.getByRole("timer")).toHaveText(/\d:\d\d/);

  await open(page, "Сейчас на линии");
  await expect(page.getByTestId("live-calls").getByRole("listitem").filter({ hasText: code })).toContainText("Разговор");

  await phones[0].hangUp(call);
  await expect(live).toHaveCount(0);
  await open(admin, "История звонков");
  const row = admin.getByRole("row").filter({ hasText: "Анна Белова" });
  await expect(row).toContainText("Отвечен");
  await row.click();
  const detail = admin.getByTestId("call-detail");
  await expect(detail.getByRole("heading", { name: "Как проходил звонок" })).toBeVisible();
  await expect(detail).toContainText("Ответ");
});

test("the link of an administrator works once", async ({ page, newPerson, complaints }) => {
  await signIn(page, demo.operator);
  const link = await createCompany(page, { code: fresh("e2e"), name: "Одноразовая" });
  await enterByLink(await newPerson(), link, PASSWORD);
  const second = await newPerson();
  await second.goto(link);
  await expect(second.getByText("Ссылка больше не действует")).toBeVisible();
  expect(complaints.splice(0)).toHaveLength(1); // the browser's own line about the refused request
});
