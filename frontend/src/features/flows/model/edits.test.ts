import { expect, test } from "vitest";
import { elementOf, EMPTY_DOCUMENT, levelsOf, readDocument, type FlowDocument } from "@/features/flows/model/document";
import { addElement, connect, disconnect, keepExits, moveElements, moveLayer, pasteElements, placeFor, removeElements, setLevel, setSettings } from "@/features/flows/model/edits";

const AT = { x: 3, y: 5 };

function sample(): FlowDocument {
  const start = addElement(EMPTY_DOCUMENT, { kind: "start", settings: { numbers: ["+74951234567"] }, position: AT });
  const menu = addElement(start.document, {
    kind: "menu", settings: { prompt: null, wrong_prompt: null, wait_seconds: 15, attempts: 3, dials_direct: false }, position: AT, link: { from: start.id, exit: "next" },
  });
  return addElement(menu.document, { kind: "hangup", settings: { cause: "normal" }, position: AT, link: { from: menu.id, exit: "1" } }).document;
}

test("a new element hangs on the exit that it was made at", () => {
  const document = sample();
  expect(document.elements.map(({ id, exits }) => [id, exits])).toEqual([["start", { next: "menu" }], ["menu", { "1": "hangup" }], ["hangup", {}]]);
});

test("an id that was used before is not given again", () => {
  const { id } = addElement(EMPTY_DOCUMENT, { kind: "menu", settings: { prompt: null, wrong_prompt: null, wait_seconds: 15, attempts: 3, dials_direct: false }, position: AT, retired: new Set(["menu"]) });
  expect(id).toBe("menu2");
});

test("a removed element takes the links that led to it with it, and leaves others as they were", () => {
  const before = sample();
  const after = removeElements(before, ["hangup"]);
  expect(elementOf(after, "menu")?.exits).toEqual({});
  expect(elementOf(after, "start")).toBe(elementOf(before, "start"));
});

test("copies lead to copies, to levels, and to nothing outside of them; a number stays with its element", () => {
  const document = connect(sample(), { from: "menu", exit: "timeout", to: "level:2" });
  const copied = document.elements.filter(({ id }) => id !== "hangup");
  const { document: pasted, ids } = pasteElements(document, copied, { by: { x: 40, y: 40 } });
  expect(ids).toEqual(["start2", "menu2"]);
  expect(elementOf(pasted, "start2")).toMatchObject({ exits: { next: "menu2" }, settings: { numbers: [] } });
  expect(elementOf(pasted, "menu2")?.exits).toEqual({ timeout: "level:2" });
});

test("positions lie on the grid, and a free place is beside the element before", () => {
  const document = moveElements(sample(), { start: { x: 101, y: 51 } });
  expect(elementOf(document, "start")?.position).toEqual({ x: 104, y: 48 });
  const place = placeFor(document, "start");
  expect(place.x).toBeGreaterThan(300);
  const { document: more } = addElement(document, { kind: "hangup", settings: { cause: "busy" }, position: place });
  expect(placeFor(more, "start").y).toBeGreaterThan(place.y);
});

test("a link is made once and taken off; exits that are no more are dropped", () => {
  const document = sample();
  expect(connect(document, { from: "start", exit: "next", to: "menu" }).elements[0]).toBe(document.elements[0]);
  expect(elementOf(disconnect(document, { from: "start", exit: "next" }), "start")?.exits).toEqual({});
  expect(elementOf(keepExits(document, "menu", ["timeout"]), "menu")?.exits).toEqual({});
});

test("layers change places within their level only", () => {
  let document = sample();
  for (const id of ["menu", "start", "hangup"]) document = setLevel(document, id, id === "start" ? 2 : 1);
  expect(document.elements.map(({ id }) => id)).toEqual(["menu", "start", "hangup"]);
  expect(moveLayer(document, "hangup", -1).elements.map(({ id }) => id)).toEqual(["hangup", "start", "menu"]);
  expect(moveLayer(document, "menu", -1)).toBe(document);
  expect(levelsOf(document)).toEqual([1, 2]);
});

test("a document of an older writer is filled up", () => {
  const { elements } = readDocument({ format: 1, elements: [{ id: "back", kind: "back" }] });
  expect(elements[0]).toMatchObject({ name: "", level: 0, when: { lists: [], days: [], minutes: [] }, exits: {}, settings: {} });
});

test("a setting changes its element and no other", () => {
  const before = sample();
  const after = setSettings(before, "menu", { attempts: 2 });
  expect(elementOf(after, "menu")?.settings).toMatchObject({ attempts: 2, wait_seconds: 15 });
  expect(after.elements[2]).toBe(before.elements[2]);
});
