import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";
import { MessageTable } from "@/components/voicemail/message-table";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

const MESSAGE = { id: "m1", box: { id: "b1", number: "200", name: "Анна" }, caller: { number: "+74951234567", name: "Мария" }, seconds: 4, received_at: "2026-11-21T10:00:00Z", is_read: false };
const page = (...results: object[]) => ({ next: null, previous: null, count: results.length, results });

function answering(...results: object[]) {
  server.use(http.get("*/api/v1/voicemail-messages/m1/audio/", () => HttpResponse.arrayBuffer(new ArrayBuffer(8))), answer.get("voicemail-messages/", page(...results)), answer.get("preferences/table-voicemail-company/", { value: null }));
}

test("a message that is played counts as heard, and its number can be called back", async () => {
  const user = userEvent.setup();
  const marks: unknown[] = [];
  vi.spyOn(window.HTMLMediaElement.prototype, "play").mockResolvedValue();
  answering(MESSAGE);
  server.use(http.patch("*/api/v1/voicemail-messages/m1/", async ({ request }) => { marks.push(await request.json()); return HttpResponse.json({ ...MESSAGE, is_read: true }); }));
  renderPage(() => <MessageTable scope="company" mayEdit />);
  const row = await screen.findByRole("row", { name: /Мария/ });
  expect(within(row).getByRole("link", { name: "Перезвонить: +74951234567" }).getAttribute("href")).toBe("tel:%2B74951234567");
  await user.click(within(row).getByRole("button", { name: "Слушать: Мария" }));
  await vi.waitFor(() => { expect(marks).toEqual([{ is_read: true }]); });
});

test("a message is deleted only after a question, for it cannot be brought back", async () => {
  const user = userEvent.setup();
  const deleted = vi.fn();
  answering(MESSAGE);
  server.use(http.delete("*/api/v1/voicemail-messages/m1/", () => { deleted(); return new HttpResponse(null, { status: 204 }); }));
  renderPage(() => <MessageTable scope="company" mayEdit />);
  await user.click(await screen.findByRole("button", { name: "Удалить сообщение: Мария" }));
  expect(deleted).not.toHaveBeenCalled();
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Удалить" }));
  await vi.waitFor(() => { expect(deleted).toHaveBeenCalledOnce(); });
});

test("who may only look is offered nothing to do", async () => {
  answering(MESSAGE);
  renderPage(() => <MessageTable scope="company" mayEdit={false} />);
  await screen.findByRole("row", { name: /Мария/ });
  expect(screen.queryByRole("button", { name: /Удалить/ })).toBeNull();
});
