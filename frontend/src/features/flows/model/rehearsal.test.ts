import { expect, test } from "vitest";
import { readDocument } from "@/features/flows/model/document";
import { entriesOf, keysOf, listsOf, phonesOf } from "@/features/flows/model/rehearsal";
import { NO_THINGS } from "@/features/flows/things";

const FLOW = readDocument({
  elements: [
    { id: "start", kind: "start", settings: { numbers: ["+74951234567"] }, number: "700" },
    { id: "ann", kind: "person", settings: { extension: "200", ring_seconds: 20 }, when: { lists: ["b"], days: [], minutes: [] } },
    { id: "sales", kind: "group", settings: { queue: "500" }, number: "701" },
    { id: "duty", kind: "outside", settings: { number: "+79261112233", redirect: "", ring_seconds: 30 } },
    { id: "vip", kind: "list", settings: { lists: ["a"] } },
  ],
});

test("a call comes in at starts and by every number that leads into the flow", () => {
  expect(entriesOf(FLOW).map(({ element, number }) => [element.id, number])).toEqual([["start", ""], ["start", "+74951234567"], ["start", "700"], ["sales", ""], ["sales", "701"]]);
});

test("phones and lists that decide are those that the flow names", () => {
  const things = { ...NO_THINGS, queues: [{ value: "500", label: "500 · Sales", members: [], numbers: [], waitSeconds: 60 }] };
  expect(phonesOf(FLOW, things).map(({ value, label }) => [value, label])).toEqual([["500", "500 · Sales"], ["200", "200"], ["+79261112233", "+7 926 111-22-33"]]);
  expect(listsOf(FLOW, things).map(({ value }) => value)).toEqual(["b", "a"]);
});

test("members of a group, and who is dialled, are phones as well", () => {
  const things = { ...NO_THINGS, extensions: [{ value: "201", label: "201 · Boris" }, { value: "204", label: "204 · Gleb" }], queues: [{ value: "500", label: "500 · Sales", members: ["Boris"], numbers: ["201"], waitSeconds: 60 }] };
  expect(phonesOf(FLOW, things, "1, 204, 999").map(({ label }) => label)).toEqual(["500 · Sales", "201 · Boris", "200", "204 · Gleb", "+7 926 111-22-33"]);
});

test("keys are read as they are typed, and what is none is left out", () => {
  expect(keysOf("1, 204;*  #x 9")).toEqual(["1", "204", "*", "9"]);
});
