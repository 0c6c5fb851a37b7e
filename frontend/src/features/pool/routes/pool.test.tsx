import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { PoolNumber } from "@/api/types";
import { NumberActions } from "@/features/pool/components/number-actions";
import PoolPage from "@/features/pool/routes/pool";
import { operatorSession } from "@/testing/fixtures";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

const FREE: PoolNumber = {
  id: "1", number: "+74950001007", state: "free", carrier: { name: "mts", title: "МТС" }, line: "carrier:mts", tenant: null, region: "Москва", tags: ["gold"], comment: "",
  quarantine_until: null, created_at: "2026-11-21T10:00:00Z",
};
const GIVEN: PoolNumber = { ...FREE, id: "2", number: "+74950001000", state: "assigned", tenant: { code: "acme", name: "Акме" } };
const page = (results: object[]) => ({ next: null, previous: null, count: results.length, results });
const company = { code: "acme", name: "Акме", status: "active" };

beforeEach(() => {
  server.use(
    answer.get("preferences/table-pool/", { value: null }),
    answer.get("platform/phone-numbers/", page([FREE, GIVEN])),
    answer.get("platform/carriers/", page([])),
    answer.get("platform/tenants/", page([company])),
    answer.get("platform/outside-settings/", { default_carrier: "mts", emergency_lines: ["mts"], quarantine_days: 90 }),
    answer.get("platform/config-state/", { requested: 1, applied: 1, applied_at: "2026-11-21T10:00:00Z", error: "", is_live: true }),
  );
});

test("numbers are shown as people read them, with their state and company", async () => {
  renderPage(() => <PoolPage />, { session: operatorSession });
  const row = (await screen.findByRole("link", { name: "+7 495 000-10-00" })).closest("tr") as HTMLElement;
  expect(within(row).getByText("Выдан")).toBeTruthy();
  expect(within(row).getByRole("link", { name: "Акме" })).toBeTruthy();
});

test("selected numbers are given to the company that is asked for", async () => {
  const sent: unknown[] = [];
  server.use(http.post("*/api/v1/platform/phone-numbers/bulk/", async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ done: ["1"], refused: [{ id: "2", code: "number_not_free", message: "Выдать можно только свободный номер." }] });
  }));
  renderPage(() => <PoolPage />, { session: operatorSession });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Выбрать все на странице" }));
  await userEvent.click(await screen.findByRole("button", { name: "Выдать компании" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("combobox", { name: "Компания" }));
  await userEvent.click(await screen.findByRole("option", { name: "Акме · acme", hidden: true }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Выдать компании" }));
  await waitFor(() => { expect(sent).toEqual([{ action: "give", ids: ["1", "2"], tenant: "acme" }]); });
  expect(await screen.findByText("+7 495 000-10-00: Выдать можно только свободный номер.")).toBeTruthy();
});

test("taking back a number in use tells where, and does it only when told so", async () => {
  const sent: object[] = [];
  server.use(http.post("*/api/v1/platform/phone-numbers/2/take-back/", async ({ request }) => {
    const body = (await request.json()) as { force: boolean };
    sent.push(body);
    if (body.force) return HttpResponse.json({ ...GIVEN, state: "quarantine", tenant: null });
    const usages = [{ kind: "extension", id: "x", label: "200" }];
    return HttpResponse.json({ code: "in_use", message: "Используется.", extra: { usages } }, { status: 409 });
  }));
  server.use(answer.get("platform/phone-numbers/", page([GIVEN])));
  renderPage(() => <NumberActions number={GIVEN} />, { session: operatorSession });
  await userEvent.click(await screen.findByRole("button", { name: "Забрать" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Забрать" }));
  expect(await within(dialog).findByText("Внутренний номер: 200")).toBeTruthy();
  await userEvent.click(within(dialog).getByRole("button", { name: "Забрать" }));
  await waitFor(() => { expect(sent).toEqual([{ force: false }, { force: true }]); });
});

test("a number that rests can only be released or deleted", async () => {
  renderPage(() => <NumberActions number={{ ...FREE, state: "quarantine", quarantine_until: "2027-01-01T00:00:00Z" }} />, { session: operatorSession });
  expect(await screen.findByRole("button", { name: "Снять карантин" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Выдать компании" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Забрать" })).toBeNull();
});
