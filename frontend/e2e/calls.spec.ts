/** What call history tells of calls to the outside that came to nothing. */

import { ownCompany } from "./support/environment.ts";
import { addPerson, expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

/** Abroad, which no company may call at first. */
const FORBIDDEN = "810442071234567";
/** The simulated provider answers numbers that end so with 503. */
const FAILING = "84951230503";

test("a refused call says why, and one that no line took shows every try", async ({ page, newPhone }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const name = fresh("Звонящая ");
  const account = await addPerson(page, name);
  await expectLive(page);
  const phone = newPhone();
  await phone.register(account);
  for (const number of [FORBIDDEN, FAILING]) await phone.sees(await phone.call(number), "DISCONNECTED");

  await open(page, "История звонков");
  const rows = page.getByRole("row").filter({ hasText: name });
  const refused = rows.filter({ hasText: "Запрещён" });
  await expect(refused).toContainText("Исходящий");
  await expect(refused).toContainText("Международные вызовы здесь не разрешены");

  const failed = rows.filter({ hasText: "+7 495 123-05-03" });
  await expect(failed).toContainText("Не удался");
  await failed.click();
  const detail = page.getByTestId("call-detail");
  await expect(detail).toContainText("Линия не соединила");
  await expect(detail).toContainText("SIP 503");
  await expect(detail).toContainText("Местный");
});
