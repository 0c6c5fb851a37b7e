import { expect, test } from "vitest";
import { switchesOf, USUAL_SWITCHES, type ServiceOwner } from "@/components/outside/services";

const OWNERS: ServiceOwner[] = ["device", "number", "line", "redirect", "queue"];

test.each(OWNERS)("every switch of a %s is offered once", (owner) => {
  const { working, coming } = switchesOf(owner);
  expect([...working, ...coming].sort()).toEqual(Object.keys(USUAL_SWITCHES).sort());
  expect(working).toContain("ringing_only");
});
