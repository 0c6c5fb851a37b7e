/** A call flow is drawn and published, a real call goes through it, and its way is seen on the drawing. */

import { choose, formOf, isSaved, leadOn, newFlow } from "./support/drawing.ts";
import { ownCompany } from "./support/environment.ts";
import { addPerson, expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

/** Number of the flow's own, 4 digits that no earlier run has used. */
const freshNumber = () => `6${String(Date.now()).slice(-3)}`;

test("what is drawn and published is what a call meets, and the drawing shows the call's way", async ({ page, newPhone }) => {
  test.setTimeout(180_000);
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const callerName = fresh("Звонящая ");
  const anna = await addPerson(page, callerName);
  const boris = await addPerson(page, fresh("Отвечающий "));
  await expectLive(page);
  const [phone, answering] = [newPhone(), newPhone()];
  await phone.register(anna);
  await answering.register(boris);

  const number = freshNumber();
  const name = await newFlow(page, "Меню ");
  await page.getByTestId("element-start").click();
  await formOf(page).getByLabel("Свой внутренний номер").fill(number);
  await leadOn(page, "дальше", "Голосовое меню");
  await leadOn(page, "Клавиша 1", "Сотрудник");
  await choose(formOf(page), "Внутренний номер", new RegExp(`^${boris.number}`));
  await expect(page.getByTestId("element-person")).toContainText(boris.number);
  await isSaved(page);
  await page.getByRole("button", { name: "Опубликовать", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Опубликовать", exact: true }).click();
  await expect(page.getByText("Версия 1 опубликована")).toBeVisible();
  await expectLive(page);

  const call = await phone.call(number);
  await phone.sees(call, "CONFIRMED");
  await page.waitForTimeout(2000); // sound, and keys with it, begin a moment after the answer
  await phone.press(call, "1");
  await answering.answer();
  await phone.hangUp(call);
  await phone.sees(call, "DISCONNECTED");

  await open(page, "История звонков");
  await page.getByRole("row").filter({ hasText: callerName }).filter({ hasText: "Отвечен" }).first().click();
  await page.getByTestId("call-detail").getByRole("link", { name: new RegExp(name) }).click();
  const replay = page.getByTestId("replay");
  await expect(replay.getByTestId("steps").getByRole("listitem")).toHaveCount(3);
  for (const id of ["start", "menu", "person"]) await expect(replay.getByTestId(`element-${id}`)).toHaveAttribute("data-lit", "true");
});
