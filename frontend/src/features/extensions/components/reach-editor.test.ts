import { expect, test } from "vitest";
import type { ReachEntry } from "@/api/types";
import { entryBody, formEntry } from "@/features/extensions/components/reach-editor";

const entry: ReachEntry = {
  id: "7c9e", device: { id: "d1", name: "anna" }, outside_number: "", is_enabled: true, ring_seconds: 25, must_confirm: false,
  forward_mode: "none", forward_always_to: "", forward_busy_to: "", forward_timeout_to: "",
};

test("an entry that was not touched is sent as it was read", () => {
  const { id, ...values } = entry;
  expect(entryBody(formEntry(entry))).toEqual({ ...values, device: "d1" });
});

test("an entry names a device or an outside number, never both", () => {
  const outside = formEntry({ ...entry, device: null, outside_number: "+79161234567" });
  expect(entryBody({ ...outside, device: "d1" })).toMatchObject({ device: null, outside_number: "+79161234567" });
  expect(entryBody({ ...formEntry(entry), outside_number: "+7916" })).toMatchObject({ device: "d1", outside_number: "" });
});
