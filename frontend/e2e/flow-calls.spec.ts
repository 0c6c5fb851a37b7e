/** From an empty canvas to hours, menu, group and voicemail: drawn, tried, published, called by phones, and looked back at. */

import type { Page } from "@playwright/test";
import { choose, formOf, isSaved, leadOn, newFlow, publishDrawn } from "./support/drawing.ts";
import { ownCompany } from "./support/environment.ts";
import { freeInternalNumber } from "./support/numbers.ts";
import { addPerson, ask, expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";
import { toneWav } from "./support/tone.ts";

const PROMPT = 1400; // Hz
/** The signal after which a voicemail box listens, Hz, and how long it may take to come: the group waits, the box greets. */
const [SIGNAL, SIGNAL_MS] = [700, 40_000];
const MESSAGE_MS = 4_000;
const WAY = ["start", "schedule", "menu", "group"];

/** New hours, made where they are needed; kept open by hand, whatever the time is while the journey is on its way. */
async function drawHours(page: Page): Promise<void> {
  const name = fresh("Часы ");
  await formOf(page).getByRole("button", { name: "Новое расписание" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Название").first().fill(name);
  await drawer.getByRole("button", { name: "Создать" }).click();
  await expect(drawer).toHaveCount(0);
  const { results } = await ask(page, "GET", `schedules/?search=${encodeURIComponent(name)}`) as { results: { id: string }[] };
  await ask(page, "POST", `schedules/${String(results[0]?.id)}/override/`, { state: "open" });
}

/** A menu that plays a tone, uploaded where it is needed. */
async function drawMenu(page: Page): Promise<void> {
  await leadOn(page, "Рабочее время", "Голосовое меню");
  const prompt = formOf(page).getByRole("group", { name: "Приветствие" });
  await prompt.getByText("Файл", { exact: true }).click();
  await prompt.getByRole("button", { name: "Файл: Добавить звук" }).click();
  const drawer = page.getByRole("dialog");
  const name = fresh("Приветствие ");
  await drawer.getByLabel("Звуковой файл").setInputFiles({ name: `${name}.wav`, mimeType: "audio/wav", buffer: toneWav(3, PROMPT) });
  await drawer.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByTestId("element-menu")).toContainText(name);
  await expect(prompt.getByRole("button", { name: `Слушать: ${name}` })).toBeVisible({ timeout: 30_000 });
}

/** A group of one, made where it is needed; its number. */
async function drawGroup(page: Page, member: string): Promise<string> {
  await leadOn(page, "Клавиша 1", "Группа");
  await formOf(page).getByRole("button", { name: "Новая группа" }).click();
  const drawer = page.getByRole("dialog");
  const ownNumber = drawer.getByRole("textbox", { name: "Номер", exact: true });
  await expect(ownNumber).not.toHaveValue("");
  const number = await ownNumber.inputValue();
  await drawer.getByRole("textbox", { name: "Название" }).fill(fresh("Продажи "));
  await choose(drawer, "Добавить участника", new RegExp(`^${member}`));
  await drawer.getByRole("button", { name: "Ожидание" }).click();
  await drawer.getByLabel("Ждать не дольше").fill("5");
  await drawer.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByTestId("element-group")).toContainText(number);
  return number;
}

/** The group's box, made where it is needed. */
async function drawVoicemail(page: Page, group: string): Promise<void> {
  await leadOn(page, "нет ответа", "Голосовая почта");
  await formOf(page).getByRole("button", { name: "Новый ящик" }).click();
  const drawer = page.getByRole("dialog");
  await choose(drawer, "Чей", new RegExp(`^${group}`));
  await drawer.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByTestId("element-voicemail")).toContainText(group);
}

async function simulate(page: Page, group: string): Promise<void> {
  await page.getByRole("button", { name: "Проверить", exact: true }).click();
  const simulator = page.getByTestId("simulator");
  await simulator.getByLabel("Что нажимает").fill("1");
  await simulator.getByRole("combobox", { name: new RegExp(`^${group}`) }).click();
  await page.getByRole("option", { name: "не ответит" }).click();
}

test("what is drawn and published is what calls meet, and the drawing shows their way", async ({ page, newPhone }, info) => {
  const keep = async (name: string) => { await info.attach(name, { body: await page.screenshot(), contentType: "image/png" }); };
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const callerName = fresh("Звонящая ");
  const anna = await addPerson(page, callerName);
  const boris = await addPerson(page, fresh("Отвечающий "));
  await expectLive(page);
  const [phone, answering] = [newPhone(), newPhone()];
  await phone.register(anna);
  await answering.register(boris);

  const name = await newFlow(page, "Офис ");
  const number = await freeInternalNumber(page);
  await page.getByTestId("element-start").click();
  await formOf(page).getByLabel("Свой внутренний номер").fill(number);
  await leadOn(page, "дальше", "График работы");
  await drawHours(page);
  await drawMenu(page);
  const group = await drawGroup(page, boris.number);
  await drawVoicemail(page, group);
  await isSaved(page);

  await simulate(page, group);
  const told = page.getByTestId("simulator").getByTestId("steps").getByRole("listitem");
  await expect(told).toHaveCount(WAY.length + 1);
  for (const id of [...WAY, "voicemail"]) await expect(page.getByTestId(`element-${id}`)).toHaveAttribute("data-lit", "true");
  await keep("the simulator");
  await publishDrawn(page, "Первая версия");
  await expectLive(page);

  const call = await phone.call(number);
  await phone.sees(call, "CONFIRMED");
  await phone.hears(call, PROMPT);
  await phone.press(call, "1");
  const taken = await answering.answer();
  await answering.sees(taken, "CONFIRMED");
  await phone.hangUp(call);
  await phone.sees(call, "DISCONNECTED");

  await answering.refuses(486);
  const late = await phone.call(number);
  await phone.sees(late, "CONFIRMED");
  await phone.hears(late, PROMPT);
  await phone.press(late, "1");
  await phone.hears(late, SIGNAL, SIGNAL_MS);
  await page.waitForTimeout(MESSAGE_MS);
  await phone.hangUp(late);
  await open(page, "Голосовая почта");
  await expect(page.getByRole("row", { name: new RegExp(callerName) })).toContainText("Новое");

  await open(page, "История звонков");
  await page.getByRole("row").filter({ hasText: callerName }).filter({ hasText: "Отвечен" }).first().click();
  await page.getByTestId("call-detail").getByRole("link", { name: new RegExp(name) }).click();
  const replay = page.getByTestId("replay");
  await expect(replay.getByTestId("steps").getByRole("listitem")).toHaveCount(WAY.length);
  for (const id of WAY) await expect(replay.getByTestId(`element-${id}`)).toHaveAttribute("data-lit", "true");
  await expect(replay.getByTestId("element-voicemail")).toHaveAttribute("data-dim", "true");
  await keep("the replay of a call");
});
