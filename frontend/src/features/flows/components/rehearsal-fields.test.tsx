import { useState } from "react";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";
import { PhoneFields } from "@/features/flows/components/rehearsal-fields";
import type { Rehearsal } from "@/features/flows/model/rehearsal";
import { needTexts } from "@/i18n";
import { renderPage } from "@/testing/render";

beforeAll(() => needTexts("flows"));

const phonesOf = (count: number) => Array.from({ length: count }, (_, index) => ({ value: String(200 + index), label: `Phone ${String(200 + index)}` }));

function Fields({ count, first = {} }: { count: number; first?: Rehearsal["phones"] }) {
  const [value, setValue] = useState(first);
  return <PhoneFields phones={phonesOf(count)} value={value} onChange={setValue} />;
}

const shown = () => within(screen.getByRole("group", { name: "Телефоны" })).getAllByRole("combobox").map((field) => (field as HTMLInputElement).labels?.[0]?.textContent);

test("a few phones are all there", async () => {
  renderPage(() => <Fields count={6} />);
  expect(await screen.findByRole("group", { name: "Телефоны" })).toBeTruthy();
  expect(shown()).toHaveLength(6);
  expect(screen.queryByRole("button", { name: /Ещё/ })).toBeNull();
});

test("of a large group the first are shown, what was told of any stays, and the others are a press away", async () => {
  const user = userEvent.setup();
  renderPage(() => <Fields count={30} first={{ 220: "busy" }} />);
  const more = await screen.findByRole("button", { name: "Ещё 24 телефона" });
  expect(shown()).toEqual(["Phone 200", "Phone 201", "Phone 202", "Phone 203", "Phone 204", "Phone 220"]);
  expect(screen.getByLabelText<HTMLInputElement>("Phone 220", { selector: "input" }).value).toBe("занят");
  await user.click(more);
  expect(shown()).toHaveLength(30);
  await user.click(screen.getByRole("button", { name: "Свернуть телефоны", expanded: true }));
  expect(shown()).toHaveLength(6);
});
