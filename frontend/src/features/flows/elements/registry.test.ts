import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { needTexts } from "@/i18n";
import { GROUPS } from "@/features/flows/elements/kind";
import { ALL_KINDS, drawnExits, exitLabel, exitsOf, kindOf, summaryOf, targetLabel } from "@/features/flows/elements/registry";
import { newElement } from "@/features/flows/model/edits";
import type { FlowElement, Kind } from "@/features/flows/model/document";
import { NO_THINGS, type Things } from "@/features/flows/things";

beforeAll(() => needTexts("flows"));

const { t } = i18next;
const THINGS: Things = {
  ...NO_THINGS,
  queues: [{ value: "500", label: "500 · Sales", members: ["Ann", "Bob", "Carl", "Dora", "Eve"], numbers: ["201", "202", "203", "204", "205"], waitSeconds: 60 }],
  schedules: [{ value: "s", label: "Office", periods: [{ key: "p1", name: "Work" }, { key: "p2", name: "Lunch" }], now: "" }],
};
const make = (kind: Kind, patch: object = {}): FlowElement => ({ ...newElement(kind, { id: kind, settings: kindOf(kind).make() as never, position: { x: 0, y: 0 } }), ...patch }) as FlowElement;

test.each(ALL_KINDS)("a new %s says what it is, what it does and where it leads", (kind) => {
  const element = make(kind, { level: 1 });
  expect(GROUPS).toContain(kindOf(kind).group);
  expect(i18next.exists(`flow_kinds.${kind}`) && i18next.exists(`flow_kinds.${kind}_text`)).toBe(true);
  expect(summaryOf(element, { t, things: THINGS }).filter((line) => line.includes("flow_"))).toEqual([]);
  for (const exit of exitsOf(element, THINGS)) expect(exit.label !== undefined || i18next.exists(`flow_exits.${exit.name}`), exit.name).toBe(true);
});

test("a schedule has an exit for each of its periods, named as they are", () => {
  const exits = exitsOf(make("schedule", { settings: { schedule: "s" } }), THINGS);
  expect(exits.map((exit) => exitLabel(exit, { t }))).toEqual(["Work", "Lunch", t("flow_exits.closed")]);
});

test("a menu shows the keys that lead somewhere and the next free one", () => {
  const drawn = drawnExits(make("menu", { exits: { "1": "x", "5": "y" } }), THINGS);
  expect(drawn.map(({ name }) => name)).toEqual(["1", "2", "5", "timeout", "wrong"]);
});

test("a link from an exit that is no more is still shown", () => {
  expect(exitsOf(make("schedule", { settings: { schedule: "s" }, exits: { p9: "x" } }), THINGS).at(-1)?.name).toBe("p9");
});

test("a group names its first members and counts the rest", () => {
  expect(summaryOf(make("group", { settings: { queue: "500" } }), { t, things: THINGS })).toEqual(["500 · Sales", t("flow_forms.members_and_more", { names: "Ann, Bob, Carl", count: 2 })]);
});

test("where an exit leads is told in words: an element, a level, nowhere", () => {
  const elements = [make("hangup"), make("person", { level: 2 })];
  const words = { t, things: THINGS };
  expect(targetLabel(elements, undefined, words)).toBe(t("flow_editor.hangs_up"));
  expect(targetLabel(elements, "level:2", words)).toBe(t("flow_editor.level", { level: 2 }));
  expect(targetLabel(elements, "level:20", words)).toBe(t("flow_editor.level_nowhere", { level: 20 }));
  expect(targetLabel(elements, "gone", words)).toContain("gone");
});
