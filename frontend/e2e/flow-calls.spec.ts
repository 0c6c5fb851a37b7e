/** A call flow meets a real call, and the call's way is seen on its drawing. */

import type { Page } from "@playwright/test";
import { ownCompany } from "./support/environment.ts";
import { addPerson, ask, expectLive, fresh, open, signIn } from "./support/steps.ts";
import { expect, test } from "./support/test.ts";

/** Number of the flow's own, 4 digits that no earlier run has used. */
const freshNumber = () => `6${String(Date.now()).slice(-3)}`;

const element = (id: string, kind: string, { number = "", name = "", settings = {}, exits = {} } = {}) => (
  { id, kind, name, number, position: { x: 0, y: 0 }, level: 0, when: { lists: [], days: [], minutes: [] }, settings, exits }
);

/** Colleagues whom the pattern means come to the person, all others to the end. */
const drawn = (number: string, caller: string, person: string) => ({
  format: 1,
  elements: [
    element("start", "start", { number, settings: { numbers: [] }, exits: { next: "who" } }),
    element("who", "caller", { name: "Свои", settings: { patterns: [caller] }, exits: { match: "person", no_match: "end" } }),
    element("person", "person", { settings: { extension: person, ring_seconds: 20 }, exits: { otherwise: "end" } }),
    element("end", "hangup", { name: "Отбой", settings: { cause: "normal" } }),
  ],
});

async function publishFlow(page: Page, name: string, document: object): Promise<void> {
  const { id } = await ask(page, "POST", "flows/", { name });
  const { revision } = await ask(page, "GET", `flows/${String(id)}/draft/`);
  await ask(page, "PUT", `flows/${String(id)}/draft/`, { document, revision });
  await open(page, "Схемы звонков");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByTestId("element-person")).toBeVisible();
  await page.getByRole("button", { name: "Опубликовать", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Опубликовать", exact: true }).click();
  await expect(page.getByText("Версия 1 опубликована")).toBeVisible();
  await expectLive(page);
}

test("a call goes the way that was drawn, and the drawing shows it", async ({ page, newPhone }) => {
  test.setTimeout(150_000);
  await signIn(page, { url: ownCompany.url, ...ownCompany.admin });
  const callerName = fresh("Звонящая ");
  const anna = await addPerson(page, callerName);
  const boris = await addPerson(page, fresh("Отвечающий "));
  await expectLive(page);
  const [phone, answering] = [newPhone(), newPhone()];
  await phone.register(anna);
  await answering.register(boris);
  const [name, number] = [fresh("Свои и чужие "), freshNumber()];
  await publishFlow(page, name, drawn(number, anna.number, boris.number));

  const call = await phone.call(number);
  await answering.answer();
  await phone.sees(call, "CONFIRMED");
  await phone.hangUp(call);
  await phone.sees(call, "DISCONNECTED");

  await open(page, "История звонков");
  const row = page.getByRole("row").filter({ hasText: callerName }).filter({ hasText: "Отвечен" });
  await row.first().click();
  await page.getByTestId("call-detail").getByRole("link", { name: new RegExp(name) }).click();

  const replay = page.getByTestId("replay");
  await expect(replay.getByTestId("steps").getByRole("listitem")).toHaveCount(3);
  for (const id of ["start", "who", "person"]) await expect(replay.getByTestId(`element-${id}`)).toHaveAttribute("data-lit", "true");
  await expect(replay.getByTestId("element-end")).toHaveAttribute("data-dim", "true");
});
