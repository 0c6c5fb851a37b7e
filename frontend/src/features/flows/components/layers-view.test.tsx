import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test, vi } from "vitest";
import { LayersView } from "@/features/flows/components/layers-view";
import type { ElementEdits } from "@/features/flows/components/use-element-edits";
import { readDocument } from "@/features/flows/model/document";
import { NO_THINGS, ThingsContext } from "@/features/flows/things";
import { needTexts } from "@/i18n";
import { renderPage } from "@/testing/render";

beforeAll(() => needTexts("flows"));

const WHEN = { lists: [], days: [1, 2, 3, 4, 5], minutes: [[570, 1110]] };
const FLOW = readDocument({
  elements: [
    { id: "start", kind: "start", settings: { numbers: [] }, exits: { next: "level:1" } },
    { id: "vip", kind: "person", name: "VIP", level: 1, settings: { extension: "200", ring_seconds: 0 }, when: { lists: ["a"], days: [], minutes: [] } },
    { id: "work", kind: "group", name: "Work", level: 1, settings: { queue: "500" }, when: { ...WHEN, lists: ["a"] } },
    { id: "menu", kind: "menu", name: "Menu", level: 1, settings: { prompt: null, wrong_prompt: null, wait_seconds: 15, attempts: 3, dials_direct: false }, when: WHEN },
    { id: "end", kind: "hangup", name: "End", level: 1, settings: { cause: "normal" } },
  ],
});
const THINGS = { ...NO_THINGS, lists: [{ value: "a", label: "Regulars" }], queues: [{ value: "500", label: "500 · Sales", members: [], numbers: [], waitSeconds: 90 }] };

function show() {
  const settings = vi.fn();
  const edits = { settings } as unknown as ElementEdits;
  renderPage(() => <ThingsContext.Provider value={THINGS}><LayersView document={FLOW} marks={new Map()} edits={edits} mayEdit onOpen={() => undefined} /></ThingsContext.Provider>);
  return settings;
}

const rowOf = async (name: string) => within(await screen.findByRole("row", { name: new RegExp(`^${name}`) }));

test("a layer says for whom and when it is, and no more than that", async () => {
  show();
  (await rowOf("VIP")).getByText("Звонящие: Regulars");
  (await rowOf("Work")).getByText("Звонящие: Regulars · Пн–Пт · 09:30–18:30");
  (await rowOf("Menu")).getByText("Пн–Пт · 09:30–18:30");
  (await rowOf("End")).getByText("Всегда");
});

test("whoever rings has the transitions of 004, and forward", async () => {
  show();
  const names = (await rowOf("VIP")).getAllByRole("combobox").map((field) => field.getAttribute("aria-label"));
  expect(names).toEqual(["нет ответа", "занято", "поговорили", "недоступен", "иначе", "переадресация"].map((exit) => `VIP, ${exit}`));
});

test("a time-out is the element's, a person's own, or the group's", async () => {
  const user = userEvent.setup();
  const settings = show();
  const own = (await rowOf("VIP")).getByLabelText<HTMLInputElement>("Таймаут: VIP");
  expect([own.value, own.placeholder]).toEqual(["", "своё"]);
  await user.type(own, "30");
  expect(settings).toHaveBeenLastCalledWith("vip", { ring_seconds: 30 });
  (await rowOf("Work")).getByText("90 с, в самой группе");
  expect((await rowOf("Menu")).getByLabelText<HTMLInputElement>("Таймаут: Menu").value).toBe("15 с");
  expect((await rowOf("End")).queryByLabelText(/Таймаут/)).toBeNull();
});
