/** "Call me through this draft": a phone rings and hears what nobody else hears yet, at a moment that is not now. */

import type { Locator, Page } from "@playwright/test";
import { ownCompany } from "./support/environment.ts";
import { choose } from "./support/drawing.ts";
import { element, makeFlow, publishFlow, saveFlow } from "./support/flows.ts";
import { uploadTone } from "./support/sounds.ts";
import { addPerson, ask, expectLive, fresh, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const [PUBLISHED, OPEN, CLOSED] = [350, 700, 1400]; // Hz
const CALLER = "+7 916 123-45-67";

const plays = (media: string) => ({ sound: { media }, repeats: 5, answers: true });

/** Hours that lead to a menu, and to words of farewell when they are over; each with a tone of its own. */
const hours = (schedule: string, open: string, closed: string) => [
  element("start", "start", { settings: { numbers: [] }, exits: { next: "hours" } }),
  element("hours", "schedule", { settings: { schedule }, exits: { p1: "ask", closed: "bye" } }),
  element("ask", "menu", { name: "Главное меню", settings: { prompt: { media: open }, wrong_prompt: null, wait_seconds: 15, attempts: 3, dials_direct: false }, exits: { "1": "end" } }),
  element("bye", "announcement", { name: "Мы закрыты", settings: plays(closed), exits: { next: "end" } }),
  element("end", "hangup", { settings: { cause: "normal" } }),
];

/** From nine to six on working days, whatever is a holiday; its key in documents. */
async function workingHours(page: Page): Promise<string> {
  const ranges = [{ days: [1, 2, 3, 4, 5], from: 540, to: 1080 }];
  const { id } = await ask(page, "POST", "schedules/", { name: fresh("Часы "), country: "", periods: [{ name: "Работаем", color: "green", ranges }] });
  return String(id).replaceAll("-", "");
}

const simulatorOf = (page: Page) => page.getByTestId("simulator");

/** Opens the dialog for a call at the first moment of the week that ends so, and chooses the phone. */
async function askForCall(page: Page, { ending, phone }: { ending: RegExp; phone: string }): Promise<Locator> {
  const simulator = simulatorOf(page);
  await simulator.getByTestId("week").getByRole("button", { name: ending }).first().click();
  const moment = await simulator.getByRole("button", { name: "Когда" }).textContent();
  await simulator.getByRole("button", { name: "Позвонить мне" }).click();
  const dialog = page.getByRole("dialog", { name: "Пробный звонок" });
  await expect(dialog.getByLabel("Кто звонит")).toHaveValue(CALLER);
  await expect(dialog.getByRole("button", { name: "Когда" })).toHaveText(moment ?? "");
  await choose(dialog, "На какой телефон звонить", new RegExp(`^${phone} `));
  await dialog.getByRole("button", { name: "Позвонить", exact: true }).click();
  return dialog;
}

/** A flow of which something else is published than what its draft says, open with the simulator beside it. */
async function openDraft(page: Page): Promise<void> {
  const [published, open, closed] = [await uploadTone(page, PUBLISHED), await uploadTone(page, OPEN), await uploadTone(page, CLOSED)];
  const flow = await makeFlow(page, "Пробная ", [
    element("start", "start", { settings: { numbers: [] }, exits: { next: "words" } }), element("words", "announcement", { settings: plays(published) }),
  ]);
  await publishFlow(page, flow);
  await saveFlow(page, flow, hours(await workingHours(page), open, closed));
  await page.goto(new URL(`/flows/${flow.id}`, ownCompany.url).href);
  await page.getByRole("button", { name: "Проверить", exact: true }).click();
  await simulatorOf(page).getByLabel("Кто звонит").fill(CALLER);
}

test("the draft is heard at a moment that is not now, and its way is seen afterwards", async ({ page, newPhone }, info) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const person = await addPerson(page, fresh("Пробующая "));
  await expectLive(page);
  const phone = newPhone();
  await phone.register(person);
  await openDraft(page);

  const dialog = await askForCall(page, { ending: /Главное меню/, phone: person.number });
  await expect(dialog.getByTestId("test-call")).toContainText("Снимите трубку");
  const working = await phone.answer();
  await expect(dialog.getByTestId("test-call")).toContainText("идёт пробный звонок");
  await info.attach("a test call that is listened to", { body: await page.screenshot(), contentType: "image/png" });
  await phone.hears(working, OPEN);
  await phone.press(working, "1");
  await phone.sees(working, "DISCONNECTED");
  await expect(dialog.getByTestId("test-call-ending")).toContainText("Звонок закончен");
  await dialog.getByRole("button", { name: "Закрыть" }).last().click();

  // Now is either within the hours or not; the other half of the week is told apart from it.
  await askForCall(page, { ending: /./, phone: person.number });
  const late = await phone.answer();
  await phone.hears(late, CLOSED);
  await phone.hangUp(late);
  await dialog.getByRole("link", { name: "Показать его путь на схеме" }).click();
  const replay = page.getByTestId("replay");
  await expect(replay).toContainText("Черновик, который пробовали");
  await expect(replay.getByTestId("steps").getByRole("listitem")).toHaveCount(3);
  for (const id of ["start", "hours", "bye"]) await expect(replay.getByTestId(`element-${id}`)).toHaveAttribute("data-lit", "true");
  await expect(replay.getByTestId("element-ask")).toHaveAttribute("data-dim", "true");
  await info.attach("the way of a test call", { body: await page.screenshot(), contentType: "image/png" });
});

test("a phone that cannot be rung, or does not want to, says so in the dialog", async ({ page, newPhone, complaints }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const [person, absent] = [await addPerson(page, fresh("Занятая ")), await addPerson(page, fresh("Далёкий "))];
  await expectLive(page);
  const phone = newPhone();
  await phone.register(person);
  await openDraft(page);

  const ending = /Главное меню/;
  await phone.refuses(486);
  const dialog = await askForCall(page, { ending, phone: person.number });
  await expect(dialog.getByTestId("test-call-ending")).toContainText("занято");
  await phone.refuses(603);
  await dialog.getByRole("button", { name: "Позвонить ещё раз" }).click();
  await expect(dialog.getByTestId("test-call-ending")).toContainText("отклонили");

  await choose(dialog, "На какой телефон звонить", new RegExp(`^${absent.number} .* не в сети$`));
  await dialog.getByRole("button", { name: "Позвонить ещё раз" }).click();
  await expect(dialog.getByText("не зарегистрирован")).toBeVisible();
  await expect(dialog.getByTestId("test-call-ending")).toHaveCount(0);
  complaints.length = 0; // the browser's own line about the refused request
});
