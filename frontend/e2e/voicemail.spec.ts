/** Somebody leaves a message, and it is heard, marked, called back and deleted in the cabinet. */

import { ownCompany } from "./support/environment.ts";
import { freeInternalNumber } from "./support/numbers.ts";
import { addPerson, ask, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

/** The signal after which a box listens, Hz, and how long it may take to come. */
const [SIGNAL, SIGNAL_MS] = [700, 40_000];
const MESSAGE_MS = 4_000;

const element = (id: string, kind: string, values: object) => (
  { id, kind, name: "", number: "", position: { x: 0, y: 0 }, level: 0, when: { lists: [], days: [], minutes: [] }, settings: {}, exits: {}, ...values }
);

test("a message that a caller leaves is on the page at once, is heard there, and goes when it is deleted", async ({ page, newPhone }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const callerName = fresh("Оставивший ");
  const caller = await addPerson(page, callerName);
  const owner = await addPerson(page, fresh("Отсутствующая "));

  await open(page, "Голосовая почта");
  await page.getByRole("tab", { name: "Ящики" }).click();
  await page.getByRole("button", { name: "Добавить ящик" }).first().click();
  const form = page.getByRole("dialog", { name: "Добавить ящик" });
  await form.getByRole("combobox", { name: "Чей" }).click();
  await page.getByRole("option", { name: new RegExp(`^${owner.number} `) }).click();
  await form.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(page.getByText(`Ящик ${owner.number} добавлен`)).toBeVisible();

  const number = await freeInternalNumber(page);
  const { id } = await ask(page, "POST", "flows/", { name: fresh("Почта ") });
  const { revision } = await ask(page, "GET", `flows/${String(id)}/draft/`);
  const elements = [
    element("start", "start", { number, settings: { numbers: [] }, exits: { next: "box" } }),
    element("box", "voicemail", { settings: { box: owner.number } }),
  ];
  const draft = await ask(page, "PUT", `flows/${String(id)}/draft/`, { document: { format: 1, elements }, revision });
  await ask(page, "POST", `flows/${String(id)}/publish/`, { revision: draft.revision, note: "" });
  await expect.poll(async () => (await ask(page, "GET", "config-state/")).is_live).toBe(true);

  await page.getByRole("tab", { name: "Сообщения" }).click();
  const phone = newPhone();
  await phone.register(caller);
  const call = await phone.call(number);
  await phone.sees(call, "CONFIRMED");
  await phone.hears(call, SIGNAL, SIGNAL_MS);
  await page.waitForTimeout(MESSAGE_MS);
  await phone.hangUp(call);

  const row = page.getByRole("row", { name: new RegExp(callerName) });
  await expect(row).toContainText("Новое");
  await expect(page.getByText(/^Сообщений: [1-9]\d* из 1000$/)).toBeVisible();
  await expect(row.getByRole("link", { name: `Перезвонить: ${caller.number}` })).toBeVisible();
  await row.getByRole("button", { name: `Слушать: ${callerName}` }).click();
  await expect.poll(() => page.evaluate(() => Math.max(0, ...[...document.querySelectorAll("audio")].map((audio) => audio.currentTime)))).toBeGreaterThan(0.2);
  await expect(row).toContainText("Прослушано");
  await row.getByRole("button", { name: `Отметить новым: ${callerName}` }).click();
  await expect(row).toContainText("Новое");
  await row.getByRole("button", { name: `Удалить сообщение: ${callerName}` }).click();
  await page.getByRole("dialog", { name: "Удалить сообщение?" }).getByRole("button", { name: "Удалить" }).click();
  await expect(row).toHaveCount(0);
});
