/** When the company is open and what its callers hear: schedules, sounds by file, microphone and text, music on hold. */

import type { Page } from "@playwright/test";
import { ownCompany } from "./support/environment.ts";
import { expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";
import { toneWav } from "./support/tone.ts";

test.use({ permissions: ["microphone"], launchOptions: ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"] }) });

test.beforeEach(async ({ page }) => {
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
});

/** The browser has really got sound: its length is known and the place in it moves. */
async function expectHeard(page: Page, name: string): Promise<void> {
  const player = page.getByRole("button", { name: `Слушать: ${name}` });
  await player.click();
  await expect.poll(() => page.evaluate(() => Math.max(...[...document.querySelectorAll("audio")].map((audio) => (Number.isFinite(audio.duration) ? audio.currentTime : 0))))).toBeGreaterThan(0.2);
}

test("a schedule is made, opened by hand and given back to its week", async ({ page }) => {
  const name = fresh("Офис ");
  await open(page, "Расписания");
  await page.getByRole("button", { name: "Создать расписание" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "Название", exact: true }).fill(name);
  await form.getByRole("button", { name: "Обед 13:00–14:00" }).click();
  await expect(form.getByRole("img", { name: "Пн: 09:00–13:00 Рабочее время, 14:00–18:00 Рабочее время" })).toBeVisible();
  await form.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expectLive(page);

  await page.getByText("Открыто", { exact: true }).click();
  await expect(page.getByText("Открыто вручную", { exact: true })).toBeVisible();
  await expectLive(page);
  await page.getByText("По расписанию", { exact: true }).click();
  await expect(page.getByText("Открыто вручную", { exact: true })).toHaveCount(0);

  await page.getByRole("button", { name: "Следующий год" }).click();
  const first = Number(new Date().toLocaleString("en", { timeZone: "Europe/Moscow", year: "numeric" })) + 1; // as the browser counts
  await expect(page.getByRole("button", { name: new RegExp(`^1 января ${String(first)}.*Праздник`) })).toBeVisible();
  await page.getByRole("button", { name: new RegExp(`^15 июля ${String(first)}`) }).click();
  await page.getByRole("textbox", { name: "Повод" }).fill("День компании");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await expect(page.getByText(`Расписание «${name}» сохранено`)).toBeVisible();
  await open(page, "Расписания");
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText(/Рабочее время|Закрыто/);
});

test("a sound is uploaded, prepared, heard, replaced by a recording, and deleted", async ({ page }) => {
  const name = fresh("Гудок ");
  await open(page, "Звуки");
  await page.getByRole("button", { name: "Добавить звук" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Звуковой файл").setInputFiles({ name: `${name}.wav`, mimeType: "audio/wav", buffer: toneWav(2) });
  await expect(form.getByRole("textbox", { name: "Название" })).toHaveValue(name);
  await form.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(form).toHaveCount(0);
  await page.getByRole("searchbox").fill(name);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("button", { name: `Слушать: ${name}` })).toBeVisible({ timeout: 30_000 });
  await expectHeard(page, name);

  await page.getByText("Микрофон", { exact: true }).click();
  await page.getByRole("button", { name: "Записать" }).click();
  await expect(page.getByRole("timer")).toHaveText(/0:(0[2-9]|[1-5]\d)/); // two seconds, or more when the machine is busy
  await page.getByRole("button", { name: "Остановить" }).click();
  await expectHeard(page, "Запись");
  await page.getByRole("button", { name: "Заменить", exact: true }).click();
  await expect(page.getByText(`Звук «${name}» заменён`)).toBeVisible();
  await expect(page.getByText(/^Микрофон · /)).toBeVisible();
  await expect(page.getByRole("button", { name: `Слушать: ${name}` })).toBeVisible({ timeout: 30_000 });
  await expectHeard(page, name);

  await page.getByRole("button", { name: "Удалить" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Удалить", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Звуки" })).toBeVisible();
});

test("a text is heard while it is typed, and becomes a sound of music on hold", async ({ page }) => {
  const name = fresh("Голос ");
  const pack = fresh("Пакет ");
  await open(page, "Музыка ожидания");
  await page.getByRole("button", { name: "Создать пакет" }).first().click();
  const form = page.getByRole("dialog", { name: "Создать пакет" });
  await form.getByRole("textbox", { name: "Название", exact: true }).fill(pack);
  await form.getByRole("button", { name: "Добавить звук" }).click();
  const sound = page.getByRole("dialog", { name: "Добавить звук" });
  await sound.getByText("Текст", { exact: true }).click();
  await sound.getByRole("textbox", { name: "Что сказать" }).fill("Здравствуйте! Оставайтесь на линии.");
  await expectHeard(page, "Как это прозвучит");
  await sound.getByRole("textbox", { name: "Название" }).fill(name);
  await sound.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(form.getByText(name)).toBeVisible();
  await form.getByRole("button", { name: "Создать", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: pack })).toBeVisible();
  await expectLive(page);
  const star = page.getByRole("button", { name: new RegExp(`по умолчанию: ${pack}`) });
  if (await star.getAttribute("aria-pressed") === "false") await star.click(); // the first package of a company has it already
  await expect(page.getByRole("button", { name: `Пакет по умолчанию: ${pack}` })).toBeVisible();
  await open(page, "Настройки");
  await expect(page.getByRole("combobox", { name: "Музыка на удержании" })).toHaveValue(pack);
});
