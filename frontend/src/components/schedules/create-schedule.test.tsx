import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";
import CreateSchedule from "@/components/schedules/create-schedule";
import { renderPage } from "@/testing/render";
import { server } from "@/testing/server";

test("a working day with lunch is sent as two ranges, and the maker gets the schedule", async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  const made = vi.fn();
  server.use(http.post("*/api/v1/schedules/", async ({ request }) => {
    sent.push(await request.json());
    return HttpResponse.json({ id: "s1", key: "s1", name: "Офис" }, { status: 201 });
  }));
  renderPage(() => <CreateSchedule onClose={() => undefined} onCreated={made} />);
  const form = await screen.findByRole("dialog");
  await user.type(within(form).getByRole("textbox", { name: /^Название(?! периода)/ }), "Офис");
  await user.click(within(form).getByRole("button", { name: "Обед 13:00–14:00" }));
  await user.click(within(form).getByRole("button", { name: "Создать" }));
  await vi.waitFor(() => { expect(made).toHaveBeenCalledWith(expect.objectContaining({ name: "Офис" })); });
  expect(sent).toEqual([expect.objectContaining({
    name: "Офис",
    periods: [expect.objectContaining({ key: "p1", ranges: [{ days: [1, 2, 3, 4, 5], from: 540, to: 780 }, { days: [1, 2, 3, 4, 5], from: 840, to: 1080 }] })],
  })]);
});

test("the week is said in words to whoever cannot see it, and a night is marked", async () => {
  const user = userEvent.setup();
  renderPage(() => <CreateSchedule onClose={() => undefined} />);
  const form = await screen.findByRole("dialog");
  expect(within(form).getByRole("img", { name: "Пн: 09:00–18:00 Рабочее время" })).toBeTruthy();
  const from = within(form).getByRole("textbox", { name: "С какого времени" });
  await user.clear(from);
  await user.type(from, "22:00{Enter}");
  expect(within(form).getByText("до следующего дня")).toBeTruthy();
  expect(within(form).getByRole("img", { name: /^Сб: 00:00–18:00/ })).toBeTruthy();
});
