import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { beforeAll, expect, test, vi } from "vitest";
import { needTexts } from "@/i18n";
import { ALL_KINDS, kindOf, summaryOf } from "@/features/flows/elements/registry";
import { newElement } from "@/features/flows/model/edits";
import type { Kind } from "@/features/flows/model/document";
import { NO_THINGS, type Things } from "@/features/flows/things";
import { renderPage } from "@/testing/render";

beforeAll(() => needTexts("flows"));

const THINGS: Things = { ...NO_THINGS, music: [{ value: "ab12", label: "Джаз" }] };
const MUSICAL: Kind[] = ["person", "outside", "set"];

const element = (kind: Kind, music: string | undefined) => newElement(kind, { id: kind, settings: { ...kindOf(kind).make(), music } as never, position: { x: 0, y: 0 } });
const told = (kind: Kind, music: string | undefined) => summaryOf(element(kind, music), { t: i18next.t, things: THINGS }).join("\n");

test("the kinds that ring somebody themselves, and the marks, have music; a group has its own", () => {
  expect(ALL_KINDS.filter((kind) => "music" in kindOf(kind).make())).toEqual(expect.arrayContaining(MUSICAL));
  expect("music" in kindOf("group").make()).toBe(false);
});

test.each(MUSICAL)("what the caller of a %s hears is told when it is chosen", (kind) => {
  expect(told(kind, "ab12")).toContain("Джаз");
  expect(told(kind, "default")).toContain("Музыка компании");
  expect(told(kind, "ringing")).toContain("Гудки");
  expect(told(kind, "gone")).toContain("gone");
  expect(told(kind, "")).not.toContain("музыка");
  expect(told(kind, undefined)).toBe(told(kind, "")); // of documents that were written before there was music
});

test.each(MUSICAL)("music of a %s is chosen among the packages, the company's own and ringing", async (kind) => {
  const user = userEvent.setup();
  const change = vi.fn();
  const { Form } = kindOf(kind);
  renderPage(() => <Form settings={element(kind, "gone").settings as never} change={change} things={THINGS} errorOf={() => undefined} isDisabled={false} />);
  const field = await screen.findByLabelText<HTMLInputElement>("Пока ждёт, звонящий слышит", { selector: "input" });
  expect(field.value).toBe("Уже нет: gone");
  await user.click(field);
  for (const name of ["Гудки", "Музыка компании"]) expect(screen.getByText(name)).toBeTruthy();
  await user.click(screen.getByText("Джаз"));
  expect(change).toHaveBeenCalledWith({ music: "ab12" });
});
