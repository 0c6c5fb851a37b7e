import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { ClassLadder } from "@/components/outside/class-ladder";
import { needTexts } from "@/i18n";
import { renderPage } from "@/testing/render";
import type { CallClass } from "@/api/types";

const CEILING: CallClass[] = ["internal", "local", "regional_mobile", "mobile", "long_distance"];

async function show(value: CallClass[], isDisabled = false) {
  await needTexts("outside");
  const onChange = vi.fn<(value: CallClass[]) => void>();
  renderPage(() => <ClassLadder label="Разрешённые звонки" value={value} ceiling={CEILING} isDisabled={isDisabled} onChange={onChange} />);
  return onChange;
}

test("what the operator has closed cannot be ticked, whatever was stored", async () => {
  await show(["internal", "international"]);
  const international = await screen.findByRole("checkbox", { name: /Международные/ });
  expect(international).toHaveProperty("disabled", true);
  expect(international).toHaveProperty("checked", false);
});

test("a usual set is chosen by one press, and ticks keep the order of the ladder", async () => {
  const onChange = await show(["mobile"]);
  await userEvent.click(await screen.findByRole("button", { name: "Свой регион" }));
  expect(onChange).toHaveBeenLastCalledWith(["internal", "local", "regional_mobile"]);
  await userEvent.click(screen.getByRole("checkbox", { name: /Местные/ }));
  expect(onChange).toHaveBeenLastCalledWith(["local", "mobile"]);
});

test("who may not change it reads it", async () => {
  await show(["internal"], true);
  expect(await screen.findByText("Внутренние")).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
});
