import { expect, test } from "vitest";
import { readDocument } from "@/features/flows/model/document";
import { createNodeCache } from "@/features/flows/model/nodes";

const { elements } = readDocument({ elements: [{ id: "sales", kind: "group", settings: { queue: "500" } }] });
const SHOWN = { marks: new Map(), selected: new Set<string>(), live: {} };

test("a node stays the same object while nothing on it changes, and is read aloud anew when names are there", () => {
  const nodes = createNodeCache();
  const numbers = () => "500";
  const [before] = nodes(elements, { ...SHOWN, labelOf: numbers });
  expect(nodes(elements, { ...SHOWN, labelOf: numbers })[0]).toBe(before);
  expect(nodes(elements, { ...SHOWN, labelOf: () => "500 · Sales" })[0]?.ariaLabel).toBe("500 · Sales");
});
