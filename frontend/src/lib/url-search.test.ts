import { expect, test } from "vitest";
import { cursorOf, parseSearch, stringifySearch } from "@/lib/url-search";

test("a number in the address stays a text", () => {
  expect(parseSearch("?search=201&is_blocked=true")).toEqual({ search: "201", is_blocked: "true" });
});

test("what was written is read back", () => {
  const search = { search: "Иван & Ко", ordering: "-name" };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

test("empty values leave the address", () => {
  expect(stringifySearch({ search: "", cursor: undefined })).toBe("");
});

test("the cursor is found in absolute and relative addresses", () => {
  expect(cursorOf("http://acme.localhost/api/v1/calls/?cursor=abc&page_size=25")).toBe("abc");
  expect(cursorOf("/api/v1/calls/?cursor=x%3D")).toBe("x=");
  expect(cursorOf(null)).toBeNull();
});
