import { expect, test } from "vitest";
import { ApiError } from "@/api/errors";
import { pathsOf, sortErrors } from "@/components/form/server-errors";

const textOf = (problem: { message: string }) => problem.message;
const refusal = (fields: Record<string, string>) =>
  new ApiError(400, {
    code: "invalid", message: "Check the form.",
    extra: { fields: Object.fromEntries(Object.entries(fields).map(([path, message]) => [path, [{ code: "x", message }]])) },
  });

test("a problem is shown at its own input", () => {
  const paths = pathsOf({ name: "", device: { secret: "" } });
  expect(sortErrors(refusal({ "device.secret": "Too weak." }), { paths, textOf })).toEqual({ inputs: { "device.secret": "Too weak." }, rest: [] });
});

test("a problem inside a list item is shown at the nearest input that holds it", () => {
  const paths = pathsOf({ allowed_networks: ["10.0.0.0/8"] });
  expect(sortErrors(refusal({ "allowed_networks.0.mask": "Nonsense." }), { paths, textOf }).inputs).toEqual({ "allowed_networks.0": "Nonsense." });
});

test("a problem with something the form does not have is still told", () => {
  expect(sortErrors(refusal({ quota: "Full." }), { paths: pathsOf({ name: "" }), textOf }).rest).toEqual(["quota: Full."]);
});

test("a refusal without fields is told as a whole", () => {
  expect(sortErrors(new ApiError(409, { code: "in_use", message: "It is used." }), { paths: new Set(), textOf }).rest).toEqual(["It is used."]);
});

test("a problem finds its input under the name that the form uses", () => {
  const sorted = sortErrors(refusal({ "extension.number": "Taken." }), { paths: pathsOf({ number: "" }), aliases: { "extension.number": "number" }, textOf });
  expect(sorted.inputs).toEqual({ number: "Taken." });
});
