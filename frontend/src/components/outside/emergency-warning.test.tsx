import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { EmergencyWarning } from "@/components/outside/emergency-warning";
import { needTexts } from "@/i18n";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

async function show(chosen: string[], working: object[]) {
  await needTexts("outside");
  server.use(
    answer.get("platform/outside-settings/", { default_carrier: "", emergency_lines: chosen, quarantine_days: 90 }),
    answer.get("platform/carriers/", { next: null, previous: null, count: working.length, results: working }),
  );
  renderPage(() => <><p>page</p><EmergencyWarning hasLink={false} /></>);
}

test("with no line of the platform at work emergency calls lead nowhere", async () => {
  await show([], []);
  expect((await screen.findByRole("status")).textContent).toContain("Экстренным вызовам некуда идти");
});

test("with lines at work and none chosen any of them is tried", async () => {
  await show([], [{ name: "mtt" }]);
  const said = (await screen.findByRole("status")).textContent;
  expect(said).toContain("Линии для экстренных вызовов не выбраны");
  expect(said).not.toContain("не пройдут");
});

test("with chosen lines nothing is said", async () => {
  await show(["mtt"], []);
  await screen.findByText("page");
  await waitFor(() => { expect(screen.queryByRole("status")).toBeNull(); });
});
