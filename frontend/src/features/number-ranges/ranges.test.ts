import { expect, test } from "vitest";
import { placeOf, rangeSize, rangeText } from "@/features/number-ranges/ranges";

test("a range says its code once", () => {
  expect(rangeText("79160000000", "79169999999")).toBe("+7 916 000-00-00 … 999-99-99");
});

test("a range over several codes names both ends whole", () => {
  expect(rangeText("78000000000", "78019999999")).toBe("+7 800 000-00-00 … +7 801 999-99-99");
});

test("one number is no range", () => {
  expect(rangeText("78001772777", "78001772777")).toBe("+7 800 177-27-77");
});

test("a place is called by its region", () => {
  expect(placeOf("г. Таганрог|г.о. город Таганрог|Ростовская область")).toEqual({ region: "Ростовская область", details: "г. Таганрог, г.о. город Таганрог" });
  expect(placeOf("Российская Федерация")).toEqual({ region: "Российская Федерация", details: "" });
});

test("both ends belong to a range", () => {
  expect(rangeSize("74950000000", "74950000000")).toBe(1);
  expect(rangeSize("79160000000", "79169999999")).toBe(10_000_000);
});
