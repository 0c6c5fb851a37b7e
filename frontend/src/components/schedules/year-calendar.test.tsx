import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { YearCalendar } from "@/components/schedules/year-calendar";
import { renderPage } from "@/testing/render";

const DAYS = [{ date: "2026-11-04", name: "День народного единства", kind: "holiday" as const }];

test("arrow keys walk the days over the end of a month, and a press chooses one", async () => {
  const user = userEvent.setup();
  const chosen = vi.fn();
  renderPage(() => <YearCalendar year={2026} today="2026-10-28" days={DAYS} onYear={() => undefined} onDay={chosen} />);
  (await screen.findByRole("button", { name: /^28 октября 2026/ })).focus();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(chosen).toHaveBeenLastCalledWith("2026-11-04");
  await user.keyboard("{ArrowLeft}{Enter}");
  expect(chosen).toHaveBeenLastCalledWith("2026-11-03");
});

test("a holiday is said, not only coloured", async () => {
  renderPage(() => <YearCalendar year={2026} today="2026-10-28" days={DAYS} onYear={() => undefined} />);
  const day = await screen.findByRole<HTMLButtonElement>("button", { name: /^4 ноября 2026.*Праздник или перенос: День народного единства/ });
  expect(day.disabled).toBe(true);
});
