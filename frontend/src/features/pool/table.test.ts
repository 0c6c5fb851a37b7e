import { expect, test } from "vitest";
import { POOL_TABLE } from "@/features/pool/table";
import { readTable } from "@/lib/table-text";

test("numbers without headings are read in the usual order", () => {
  expect(readTable("84950001007; mts; Moscow; gold, new; acme", POOL_TABLE)).toEqual([
    { number: "84950001007", carrier: "mts", region: "Moscow", tags: "gold, new", tenant: "acme" },
  ]);
});

test("headings of either language name the columns in any order", () => {
  expect(readTable("Компания\tНомер\tОператор\nacme\t+74950001007\tmts", POOL_TABLE)).toEqual([
    { tenant: "acme", number: "+74950001007", carrier: "mts" },
  ]);
});
