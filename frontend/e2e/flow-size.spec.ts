/** A call flow as large as they come, carried in by a file: the drawing still follows the hand. */

import type { Page } from "@playwright/test";
import { ownCompany } from "./support/environment.ts";
import { fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

const ELEMENTS = 200;
/** Three frames of a usual screen: what is slower is seen to lag. */
const FRAME_MS = 50;
/** Of as many drags the smoothest counts: others use the machine as well. */
const DRAGS = 4;
/** Steps of a drag that an element stays away. */
const DRAGGED = 10;

/** Elements in a tree, as a file that another company might have sent. */
function bigFile(name: string, count: number): object {
  const when = { lists: [], days: [], minutes: [] };
  const exitsOf = (index: number) => ["timeout", "1", "2"].flatMap((exit, way) => {
    const to = index * 3 + 1 + way;
    return to < count ? [[exit, `e${String(to)}`]] : [];
  });
  const menu = { prompt: null, wrong_prompt: null, wait_seconds: 15, attempts: 3, dials_direct: false };
  const elements = Array.from({ length: count }, (_, index) => ({
    id: `e${String(index)}`, kind: index === 0 ? "start" : "menu", name: `Шаг ${String(index)}`, number: "", level: 0, when, position: { x: (index % 15) * 280, y: Math.floor(index / 15) * 220 },
    settings: index === 0 ? { numbers: [] } : menu, exits: index === 0 ? { next: "e1" } : Object.fromEntries(exitsOf(index)) as Record<string, string>,
  }));
  return { kind: "call-flow", name, description: "", things: {}, document: { format: 1, elements } };
}

/** Milliseconds of a usual frame while an element is dragged away, and half the way back. */
async function frameOfDrag(page: Page, from: { x: number; y: number }): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = (now: number) => { frames.push(now - last); last = now; if ((window as unknown as { frames: number[] }).frames === frames) requestAnimationFrame(tick); };
    Object.assign(window, { frames });
    requestAnimationFrame(tick);
  });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 40; step += 1) await page.mouse.move(from.x + step * 3, from.y + step * 2);
  for (let step = 40; step > DRAGGED; step -= 1) await page.mouse.move(from.x + step * 3, from.y + step * 2);
  await page.mouse.up();
  const frames = await page.evaluate(() => [...(window as unknown as { frames: number[] }).frames].sort((a, b) => a - b));
  return frames[Math.floor(frames.length / 2)] ?? Infinity;
}

test("two hundred elements on a tablet follow the hand", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  await open(page, "Схемы звонков");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Загрузить из файла" }).click();
  const buffer = Buffer.from(JSON.stringify(bigFile(fresh("Большая "), ELEMENTS)));
  await (await chooser).setFiles({ name: "flow.json", mimeType: "application/json", buffer });
  await expect(page.getByTestId(`element-e${String(ELEMENTS - 1)}`)).toBeAttached();
  await page.getByRole("search").getByLabel("Найти на схеме").fill("Шаг 57");
  await expect(page.getByTestId("element-e57")).toHaveAttribute("data-selected");
  await page.getByTestId("element-panel").getByRole("button", { name: "Закрыть" }).click();
  const box = await page.getByTestId("element-e57").boundingBox();
  if (!box) throw new Error("the element that was found is not in sight");

  let smoothest = Infinity;
  for (let drag = 0; drag < DRAGS && smoothest >= FRAME_MS; drag += 1) smoothest = Math.min(smoothest, await frameOfDrag(page, { x: box.x + 60 + drag * (DRAGGED + 1) * 3, y: box.y + 14 + drag * (DRAGGED + 1) * 2 }));
  expect(smoothest, "milliseconds of a frame while an element is dragged").toBeLessThan(FRAME_MS);
  await expect(page.getByTestId("draft-status")).toHaveText(/Черновик сохранён/);
});
