import { expect, test } from "vitest";
import { pushState, redo, startHistory, undo } from "@/features/flows/model/history";

test("every step can be taken back and made again", () => {
  let history = startHistory("a");
  history = pushState(pushState(history, "b"), "c");
  expect(undo(history).present).toBe("b");
  expect(undo(undo(history)).present).toBe("a");
  expect(undo(undo(undo(history))).present).toBe("a");
  expect(redo(undo(history)).present).toBe("c");
});

test("a new step forgets what was taken back", () => {
  const history = pushState(undo(pushState(startHistory("a"), "b")), "c");
  expect(redo(history).present).toBe("c");
});

test("typing into one field is one step, until a pause or another field", () => {
  let history = startHistory("");
  history = pushState(history, "H", { key: "name", at: 1000 });
  history = pushState(history, "Ho", { key: "name", at: 1300 });
  expect(undo(history).present).toBe("");
  history = pushState(history, "Hou", { key: "name", at: 9000 });
  expect(undo(history).present).toBe("Ho");
  history = pushState(history, "x", { key: "comment", at: 9100 });
  expect(undo(history).present).toBe("Hou");
});
