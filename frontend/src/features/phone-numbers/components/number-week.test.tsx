import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";
import { NumberWeek } from "@/features/phone-numbers/components/number-week";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

const SALES = { code: "answered", message: "Отвечает 500 Продажи.", key: "500" };
const NIGHT = { code: "hung_up", message: "Звонок заканчивается: занято.", key: "hangup" };
const NUMBER = "+74950001000";

/** Answers each week with the outcome of Wednesday's office hours among nights, in Moscow's time; tells what was asked. */
function painted(grain = 0) {
  const asked: { number: string; start: string }[] = [];
  server.use(http.post("*/api/v1/flows/week/", async ({ request }) => {
    const body = (await request.json()) as { number: string; start: string };
    asked.push(body);
    const at = (hours: number) => new Date(Date.parse(`${body.start}T00:00:00+03:00`) + hours * 3_600_000).toISOString();
    return HttpResponse.json({ segments: [
      { from: at(0), to: at(57), outcome: NIGHT }, { from: at(57), to: at(66), outcome: SALES }, { from: at(66), to: at(168), outcome: NIGHT },
    ], grain_minutes: grain });
  }));
  return asked;
}

const show = () => { renderPage(() => <NumberWeek id="n1" number={NUMBER} />); };

test("a time of the painted week tells who answers then, by the company's clock", async () => {
  const moments: (string | null)[] = [];
  const asked = painted();
  server.use(http.get("*/api/v1/phone-numbers/n1/answering/", ({ request }) => {
    moments.push(new URL(request.url).searchParams.get("at"));
    return HttpResponse.json({ sentence: SALES.message, steps: [{ text: SALES.message, kind: "", id: "" }] });
  }));
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Ср, с 09:00: Отвечает 500 Продажи." }));
  expect(within(await screen.findByTestId("answering-then")).getByText(SALES.message)).toBeTruthy();
  expect(asked[0]?.number).toBe(NUMBER);
  const wednesday = new Date(Date.parse(`${asked[0]?.start ?? ""}T00:00:00+03:00`) + 57 * 3_600_000);
  expect(moments).toEqual([wednesday.toISOString()]);
});

test("the next week is asked for from its Monday", async () => {
  const asked = painted();
  show();
  await screen.findByTestId("week");
  await userEvent.click(screen.getByRole("button", { name: "Неделя вперёд" }));
  await vi.waitFor(() => { expect(asked).toHaveLength(2); });
  expect(Date.parse(asked[1]?.start ?? "") - Date.parse(asked[0]?.start ?? "")).toBe(7 * 86_400_000);
});

test("a number that leads to a person has one sentence for the whole week", async () => {
  server.use(answer.post("flows/week/", { segments: [{ from: "2026-11-16T00:00:00+03:00", to: "2026-11-23T00:00:00+03:00", outcome: { code: "answered", message: "Отвечает 200 Анна.", key: "200" } }], grain_minutes: 0 }));
  show();
  expect((await screen.findByTestId("whole-week")).textContent).toBe("Всю неделю одинаково. Отвечает 200 Анна.");
  expect(screen.queryByTestId("week")).toBeNull();
});

test("a week that changes too often is painted, and said to be coarse", async () => {
  painted(15);
  show();
  expect((await screen.findByTestId("week-grain")).textContent).toContain("15 минут");
  expect(screen.getByTestId("week")).toBeTruthy();
});

test("what keeps a week from being painted is said", async () => {
  server.use(answer.refuse("post", "flows/week/", 400, { code: "number_unknown", message: "Это не номер компании." }));
  show();
  expect(within(await screen.findByRole("alert")).getByText("Это не номер компании.")).toBeTruthy();
});
