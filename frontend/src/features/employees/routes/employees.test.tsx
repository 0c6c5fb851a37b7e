import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";
import EmployeesPage from "@/features/employees/routes/employees";
import { answer, server } from "@/testing/server";
import { renderPage } from "@/testing/render";

const person = (id: string, name: string) => ({
  id, name, email: "", mobile: "", role: "none", extensions: [], created_at: "2026-11-21T10:00:00Z",
});
const page = (results: object[], next: string | null = null) => ({ next, previous: null, count: results.length, results });

beforeEach(() => {
  server.use(
    answer.get("preferences/table-employees/", { value: null }),
    http.put("*/api/v1/preferences/table-employees/", () => HttpResponse.json({ value: null })),
  );
});

test("rows are shown, and selecting some offers what can be done with them", async () => {
  server.use(answer.get("employees/", page([person("1", "Анна"), person("2", "Борис")])));
  renderPage(() => <EmployeesPage />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Выбрать: Анна" }));
  const bar = await screen.findByRole("region", { name: "Действия с выбранными" });
  expect(within(bar).getByText("Выбрана 1 строка")).toBeTruthy();
});

test("rows that were refused are named with the reason", async () => {
  server.use(
    answer.get("employees/", page([person("1", "Анна"), person("2", "Борис")])),
    answer.post("employees/bulk/", { done: ["1"], refused: [{ id: "2", code: "last_admin", message: "Последний администратор." }] }),
  );
  renderPage(() => <EmployeesPage />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Выбрать все на странице" }));
  await userEvent.click(await screen.findByRole("button", { name: "Удалить" }));
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Удалить" }));
  expect(await screen.findByText("Борис: Последний администратор.")).toBeTruthy();
});

test("rows that are used stay, say where, and go when that is wanted", async () => {
  const asked: { action: string; ids: string[] }[] = [];
  const usages = [{ kind: "queue", id: "q", label: "500 Все" }];
  server.use(
    answer.get("employees/", page([person("1", "Анна"), person("2", "Борис")])),
    http.post("*/api/v1/employees/bulk/", async ({ request }) => {
      const body = await request.json() as { action: string; ids: string[] };
      asked.push(body);
      if (body.action === "delete_used") return HttpResponse.json({ done: body.ids, refused: [] });
      return HttpResponse.json({ done: ["1"], refused: [{ id: "2", code: "in_use", message: "Используется.", usages }] });
    }),
  );
  renderPage(() => <EmployeesPage />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Выбрать все на странице" }));
  await userEvent.click(await screen.findByRole("button", { name: "Удалить" }));
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Удалить" }));
  expect(await screen.findByText("Группа: 500 Все")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Всё равно удалить" }));
  await waitFor(() => { expect(asked).toEqual([{ action: "delete", ids: ["1", "2"] }, { action: "delete_used", ids: ["2"] }]); });
});

test("an empty list says what to do, a fruitless search says what to change", async () => {
  server.use(answer.get("employees/", page([])));
  renderPage(() => <EmployeesPage />);
  expect(await screen.findByText("Пока никого")).toBeTruthy();
});

test("a fruitless search is told apart from an empty list", async () => {
  server.use(answer.get("employees/", page([])));
  renderPage(() => <EmployeesPage />, { path: "/?search=xyz" });
  expect(await screen.findByText("Ничего не найдено")).toBeTruthy();
});

test("a failure is shown and can be retried", async () => {
  server.use(answer.refuse("get", "employees/", 403, { code: "forbidden", message: "Нельзя.", extra: {} }));
  renderPage(() => <EmployeesPage />);
  expect(await screen.findByText("Нельзя.")).toBeTruthy();
  server.use(answer.get("employees/", page([person("1", "Анна")])));
  await userEvent.click(screen.getByRole("button", { name: "Повторить" }));
  expect(await screen.findByText("Анна")).toBeTruthy();
});

test("the request carries what stands in the address, page by page", async () => {
  const asked: string[] = [];
  server.use(http.get("*/api/v1/employees/", ({ request }) => {
    asked.push(new URL(request.url).search);
    return HttpResponse.json(page([person("1", "Анна")], "http://localhost/api/v1/employees/?cursor=abc"));
  }));
  const { router } = renderPage(() => <EmployeesPage />, { path: "/?search=201&role=admin" });
  await userEvent.click(await screen.findByRole("button", { name: "Дальше" }));
  await waitFor(() => { expect(asked).toHaveLength(2); });
  expect(asked[0]).toBe("?search=201&ordering=name&role=admin&page_size=25");
  expect(asked[1]).toContain("cursor=abc");
  expect(router.state.location.searchStr).toContain("search=201");
});

test("filters that the person used last time are used again", async () => {
  server.use(
    answer.get("preferences/table-employees/", { value: { filters: { role: "admin" } } }),
    answer.get("employees/", page([person("1", "Анна")])),
  );
  const { router } = renderPage(() => <EmployeesPage />);
  await waitFor(() => { expect(router.state.location.searchStr).toBe("?role=admin"); });
});
