import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { PatternList } from "@/components/outside/pattern-list";
import { needTexts } from "@/i18n";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

const HINT = "Внешние номера сравниваются с кодом страны";

async function show(pattern: string, hint: string) {
  await needTexts("outside");
  server.use(answer.post("routes/check-pattern/", { ok: true, problem: "", hint, python: pattern, asterisk: pattern, matches: [] }));
  renderPage(() => <PatternList label="Набранный номер" description="" value={[pattern]} scope="company" errorAt={() => null} isDisabled={false} onChange={() => undefined} />);
  return screen.findByLabelText("Шаблон понятен");
}

test("of a pattern written as people dial it is said that it means no outside number", async () => {
  await show("8916.*", HINT);
  expect((await screen.findByRole("status")).textContent).toBe(HINT);
  expect(screen.getByRole("textbox", { name: "Набранный номер 1" }).getAttribute("aria-invalid")).not.toBe("true");
});

test("of a pattern that means what it says nothing is said", async () => {
  await show("7916.*", "");
  expect(screen.queryByRole("status")).toBeNull();
});
