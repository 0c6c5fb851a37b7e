import { expect, test } from "vitest";
import { readTable, separatorOf, splitCells } from "@/lib/table-text";

const SHAPE = { fields: ["number", "name"], headings: { number: "number", "номер": "number", name: "name", "имя": "name" } };

test("columns without headings are in their usual order, and empty cells are left out", () => {
  expect(readTable("84951234567;Анна\n+79161234567", SHAPE)).toEqual([{ number: "84951234567", name: "Анна" }, { number: "+79161234567" }]);
});

test("headings put columns in order, and unknown columns are dropped", () => {
  expect(readTable("Имя\tЧто-то\tНомер\nАнна\tx\t200", SHAPE)).toEqual([{ name: "Анна", number: "200" }]);
});

test("quoted cells hold separators and quotes", () => {
  expect(splitCells('"a;b";"say ""hi"""', ";")).toEqual([["a;b", 'say "hi"']]);
  expect(separatorOf("a, b\tc")).toBe("\t");
});
