import { expect, test } from "vitest";
import { readDocument, type FlowDocument } from "@/features/flows/model/document";
import { changeOfLine, differenceOf, isSame, mergedFor } from "@/features/flows/model/difference";
import { connect, moveElements, moveLayer, setSettings } from "@/features/flows/model/edits";
import { freeLevel, layerTable, timeoutOf } from "@/features/flows/model/layer-table";
import { layoutOf, placed } from "@/features/flows/model/layout";
import { linesOf, reachable } from "@/features/flows/model/links";
import { marksOf } from "@/features/flows/model/marks";
import { litPath, stepsOfRecord } from "@/features/flows/model/path";
import { findElements } from "@/features/flows/model/search";

/** Document 004: a black list, then layers by time, then voicemail. */
const BLACK_LIST: FlowDocument = readDocument({
  elements: [
    { id: "start", kind: "start", settings: { numbers: [] }, exits: { next: "level:1" } },
    { id: "list", kind: "list", level: 1, settings: { lists: ["a"] }, exits: { listed: "level:20", not_listed: "level:2" } },
    { id: "lunch", kind: "person", level: 2, name: "Lunch", settings: { extension: "200", ring_seconds: 90 }, when: { lists: [], days: [1, 2, 3, 4, 5], minutes: [[780, 840]] }, exits: { no_answer: "level:3" } },
    { id: "work", kind: "group", level: 2, settings: { queue: "500" }, exits: { no_answer: "level:3", otherwise: "level:3" } },
    { id: "mail", kind: "voicemail", level: 3, settings: { box: "500" } },
    { id: "spare", kind: "hangup", settings: { cause: "busy" } },
  ],
});

test("a line leads to the first layer of a level, and from layer to layer; none to a level without layers", () => {
  expect(linesOf(BLACK_LIST).map(({ id, to, level }) => [id, to, level])).toEqual([
    ["start/next", "list", 1], ["list/not_listed", "lunch", 2], ["lunch/no_answer", "mail", 3],
    ["lunch/__next_layer", "work", 2], ["work/no_answer", "mail", 3], ["work/otherwise", "mail", 3],
  ]);
});

test("what no line leads to cannot be reached", () => {
  expect([...reachable(BLACK_LIST)].sort()).toEqual(["list", "lunch", "mail", "start", "work"]);
});

test("the layer table has the levels in order, those without layers too, and what is no layer", () => {
  expect(layerTable(BLACK_LIST).map(({ level, rows }) => [level, rows.map(({ id }) => id)])).toEqual([
    [1, ["list"]], [2, ["lunch", "work"]], [3, ["mail"]], [20, []], [0, ["spare"]],
  ]);
  expect(freeLevel(BLACK_LIST)).toBe(21);
  expect(BLACK_LIST.elements.map(timeoutOf)).toEqual([null, null, 90, null, null, null]);
});

test("a layout runs from left to right and puts nothing on top of something else", () => {
  const places = layoutOf(BLACK_LIST);
  const at = (id: string) => places[id] ?? { x: NaN, y: NaN };
  expect(at("start").x).toBeLessThan(at("list").x);
  expect(at("list").x).toBeLessThan(at("lunch").x);
  expect(new Set(Object.values(places).map(({ x, y }) => `${String(x)}/${String(y)}`)).size).toBe(6);
});

test("layers of a level stand one above the other in the order in which they are tried", () => {
  const places = layoutOf(moveLayer(BLACK_LIST, "work", -1));
  expect(places.work?.x).toBe(places.lunch?.x);
  expect(places.work?.y).toBeLessThan(places.lunch?.y ?? 0);
});

test("elements in one place are put apart; those that somebody has placed stay", () => {
  expect(placed(BLACK_LIST)).not.toBe(BLACK_LIST);
  expect(placed(placed(BLACK_LIST))).toEqual(placed(BLACK_LIST));
});

test("elements without places are put apart by the size of their cards, layers of a level in one column", () => {
  const forwarding = connect(connect(BLACK_LIST, { from: "lunch", exit: "forward", to: "spare" }), { from: "mail", exit: "next", to: "spare" });
  const { elements } = placed(forwarding, ({ level }) => ({ width: 232, height: level > 0 ? 420 : 120 }));
  const boxes = elements.map(({ level, position: { x, y } }) => ({ left: x, right: x + 232, top: y, bottom: y + (level > 0 ? 420 : 120) }));
  const covering = boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom));
  expect(covering).toEqual([]);
  expect(new Set(elements.filter(({ level }) => level === 2).map(({ position: { x } }) => x)).size).toBe(1);
});

test("a changed element is marked with the fields that differ", () => {
  const difference = differenceOf(BLACK_LIST, setSettings(BLACK_LIST, "lunch", { ring_seconds: 60 }));
  const marks = marksOf(["lunch", "work"], { problems: [], path: null, difference, found: [] });
  expect([marks.get("lunch"), marks.get("work")].map((mark) => [mark?.change, mark?.fields])).toEqual([["changed", ["ring_seconds"]], ["", []]]);
});

test("a difference tells settings, links and the order of layers, and nothing of places", () => {
  expect(isSame(differenceOf(BLACK_LIST, moveElements(BLACK_LIST, { list: { x: 800, y: 8 } })))).toBe(true);
  const later = connect(setSettings(BLACK_LIST, "lunch", { ring_seconds: 60 }), { from: "spare", exit: "x", to: "mail" });
  expect(differenceOf(BLACK_LIST, later)).toEqual({ added: [], removed: [], changed: { lunch: ["ring_seconds"] }, linksAdded: ["spare/x"], linksRemoved: [] });
  expect(differenceOf(BLACK_LIST, moveLayer(BLACK_LIST, "work", -1)).changed).toEqual({ lunch: ["order"], work: ["order"] });
  const fewer = { ...BLACK_LIST, elements: BLACK_LIST.elements.filter(({ id }) => id !== "spare") };
  expect(differenceOf(BLACK_LIST, fewer).removed).toEqual(["spare"]);
  expect(mergedFor(BLACK_LIST, fewer).elements.map(({ id }) => id)).toContain("spare");
});

test("a drawing of two documents has the links that are gone, told apart from new ones", () => {
  const before = connect(BLACK_LIST, { from: "spare", exit: "next", to: "mail" });
  const after = connect(BLACK_LIST, { from: "spare", exit: "busy", to: "lunch" });
  const difference = differenceOf(before, after);
  expect(linesOf(mergedFor(before, after)).filter(({ from }) => from === "spare").map(({ id }) => [id, changeOfLine(difference, id)])).toEqual([["spare/next", "removed"], ["spare/busy", "added"]]);
});

test("a call lights its steps, its lines, and the layers that did not hold", () => {
  const { steps, lines } = litPath(BLACK_LIST, [
    { flow: "a", element: "start", exit: "next" }, { flow: "a", element: "level1", exit: "list" }, { flow: "a", element: "list", exit: "not_listed" }, { flow: "a", element: "level2", exit: "work" },
    { flow: "a", element: "work", exit: "busy" }, { flow: "b", element: "work", exit: "busy" }, { flow: "a", element: "mail", exit: "" },
  ], "a");
  expect([...steps]).toEqual([["start", [1]], ["list", [3]], ["work", [5]], ["mail", [7]]]);
  expect([...lines].sort()).toEqual(["list/not_listed", "lunch/__next_layer", "start/next", "work/otherwise"]);
});

test("a record tells how each element was come to; its path tells how each was left", () => {
  expect(stepsOfRecord([{ flow: "a", element: "start", exit: "" }, { flow: "a", element: "list", exit: "next" }])).toEqual([{ flow: "a", element: "start", exit: "next" }, { flow: "a", element: "list", exit: "" }]);
});

test("elements are found by name, id and what they show", () => {
  expect(findElements(BLACK_LIST, " lunch ", () => [])).toEqual(["lunch"]);
  expect(findElements(BLACK_LIST, "sales", (id) => (id === "work" ? ["500 · Sales"] : []))).toEqual(["work"]);
  expect(findElements(BLACK_LIST, "", () => ["x"])).toEqual([]);
});
