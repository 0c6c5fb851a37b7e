import { expect, test } from "vitest";
import { nextOrdering, shownColumns, sortOf } from "@/components/data-table/columns";

const columns = [
  { key: "name", title: "Name", render: () => null, isMain: true },
  { key: "number", title: "Number", render: () => null },
  { key: "created", title: "Created", render: () => null, isHiddenAtFirst: true },
];
const keys = (chosen: string[] | null) => shownColumns(columns, chosen).map((column) => column.key);

test("without a choice the columns hidden at first are hidden", () => {
  expect(keys(null)).toEqual(["name", "number"]);
});

test("a choice is followed, but the main column cannot be hidden", () => {
  expect(keys(["created"])).toEqual(["name", "created"]);
  expect(keys([])).toEqual(["name"]);
});

test("pressing a heading turns the order around", () => {
  expect(nextOrdering("", "name")).toBe("name");
  expect(nextOrdering("name", "name")).toBe("-name");
  expect(nextOrdering("-name", "name")).toBe("name");
});

test("headings tell their order to screen readers", () => {
  expect(sortOf("-name", "name")).toBe("descending");
  expect(sortOf("name", "name")).toBe("ascending");
  expect(sortOf("name", "number")).toBe("none");
  expect(sortOf("name", undefined)).toBe("none");
});
