import { expect, test } from "vitest";
import { newEmployeeBody } from "@/features/employees/api";

const person = { name: "Анна", email: "", mobile: "", role: "none" as const, number: "203", hasDevice: true, deviceName: "", secret: "" };

test("what was left empty is left to the server's defaults", () => {
  expect(newEmployeeBody(person)).toMatchObject({ extension: { number: "203" }, device: {} });
});

test("a typed password and login go with the device", () => {
  expect(newEmployeeBody({ ...person, deviceName: "anna", secret: "Xk7-long-enough" }).device).toEqual({ name: "anna", secret: "Xk7-long-enough" });
});

test("a person may have neither number nor phone", () => {
  expect(newEmployeeBody({ ...person, number: "", hasDevice: false })).toMatchObject({ extension: null, device: null });
});
