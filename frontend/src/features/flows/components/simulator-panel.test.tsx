import { screen } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import type { Flow } from "@/features/flows/api";
import SimulatorPanel from "@/features/flows/components/simulator-panel";
import { readDocument } from "@/features/flows/model/document";
import { needTexts } from "@/i18n";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

beforeAll(() => needTexts("flows"));

const DOCUMENT = readDocument({ elements: [{ id: "start", kind: "start", settings: { numbers: [] } }] });
const WORDS = "Введите номер цифрами.";
const REFUSED = { code: "number_invalid", message: WORDS, extra: { fields: { caller: [{ code: "number_invalid", message: WORDS }] } } };

function show() {
  const onPath = vi.fn();
  const nothing = () => undefined;
  renderPage(() => <SimulatorPanel flow={{ id: "f1", name: "Office" } as Flow} document={DOCUMENT} onPath={onPath} onShow={nothing} onClose={nothing} flush={() => Promise.resolve(true)} />);
  return onPath;
}

test("what is wrong with the caller is said at the caller alone, and no path is lit", async () => {
  server.use(answer.refuse("post", "flows/simulate/", 400, REFUSED), answer.refuse("post", "flows/week/", 400, REFUSED));
  const onPath = show();
  expect(await screen.findByText(WORDS)).toBeTruthy();
  expect(screen.getByLabelText("Кто звонит").getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(onPath).toHaveBeenLastCalledWith(null);
});

test("what became of the call is told as soon as the server has thought it through", async () => {
  const outcome = { code: "hung_up", message: "Звонок заканчивается: отбой.", key: "hung_up" };
  const step = { flow: "f1", flow_name: "Office", element: "start", kind: "start", name: "", exit: "", reason: { code: "started", message: "Здесь звонок входит в схему." }, at_seconds: 0 };
  server.use(
    answer.post("flows/simulate/", { steps: [step], outcome, sentence: "" }),
    answer.post("flows/week/", { segments: [{ from: "2026-11-16T00:00:00+03:00", to: "2026-11-23T00:00:00+03:00", outcome }], grain_minutes: 0 }),
  );
  show();
  expect((await screen.findByTestId("outcome")).textContent).toBe(outcome.message);
  expect((await screen.findByTestId("whole-week")).textContent).toContain("Звонок заканчивается");
  expect(screen.getByTestId("steps").textContent).toContain("Здесь звонок входит в схему.");
});
