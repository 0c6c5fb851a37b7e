import { expect, test } from "vitest";
import { parsePasted } from "@/features/employees/paste";
import { separatorOf, splitCells } from "@/lib/table-text";

test("a spreadsheet's tab wins over commas inside names", () => {
  expect(separatorOf("Белова, Анна\t203")).toBe("\t");
  expect(separatorOf("Анна;203")).toBe(";");
});

test("columns without headings are in the order of the form", () => {
  expect(parsePasted("Анна Белова\t203\t+79161234567\tanna@acme.example\tuser")).toEqual([
    { name: "Анна Белова", number: "203", mobile: "+79161234567", email: "anna@acme.example", role: "user" },
  ]);
});

test("headings in Russian name the columns in any order, unknown columns are left out", () => {
  expect(parsePasted("Номер;ФИО;Отдел;Роль\n204;Борис Котов;Склад;Администратор")).toEqual([{ number: "204", name: "Борис Котов", role: "admin" }]);
});

test("empty lines and cells are nothing", () => {
  expect(parsePasted("\uFEFFname,number\r\n\r\nАнна,\r\n")).toEqual([{ name: "Анна" }]);
});

test("a quoted cell may hold separators, line ends and quotes", () => {
  expect(splitCells('"ООО ""Ромашка"", склад\nвторой",201\n', ",")).toEqual([['ООО "Ромашка", склад\nвторой', "201"]]);
});

test("harmful text stays text", () => {
  expect(parsePasted("<script>alert(1)</script>\t${SHELL(id)}")).toEqual([{ name: "<script>alert(1)</script>", number: "${SHELL(id)}" }]);
});
