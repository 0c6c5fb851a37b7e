import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors";
import { Autosave, type Saved, type Send } from "@/features/flows/model/autosave";
import { EMPTY_DOCUMENT, type FlowDocument } from "@/features/flows/model/document";

const saved = (revision: number): Saved => ({ revision, problems: [], changed_at: "2026-11-21T10:00:00Z", has_changes: true });
const documentOf = (): FlowDocument => ({ ...EMPTY_DOCUMENT });

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test("changes are saved together after a pause, each upon the revision before", async () => {
  const send = vi.fn<Send>((_document, revision) => Promise.resolve(saved(revision + 1)));
  const autosave = new Autosave(send, saved(4));
  const [first, last] = [documentOf(), documentOf()];
  autosave.change(first);
  autosave.change(last);
  expect(autosave.read().status).toBe("changed");
  await vi.advanceTimersByTimeAsync(1000);
  expect(send.mock.calls).toEqual([[last, 4]]);
  expect(autosave.read()).toMatchObject({ status: "saved", revision: 5 });
});

test("what changes while a save is on its way is saved after it", async () => {
  let answer: (value: Saved) => void = () => undefined;
  const send = vi.fn<Send>().mockImplementationOnce(() => new Promise((resolve) => { answer = resolve; })).mockResolvedValue(saved(3));
  const autosave = new Autosave(send, saved(1));
  autosave.change(documentOf());
  await vi.advanceTimersByTimeAsync(800);
  const newest = documentOf();
  autosave.change(newest);
  const flushed = autosave.flush();
  answer(saved(2));
  expect(await flushed).toBe(true);
  expect(send).toHaveBeenLastCalledWith(newest, 2);
});

test("a draft that somebody else has saved is not written over unless the person says so", async () => {
  const conflict = new ApiError(409, { code: "draft_changed", message: "", extra: { by: "Bob", at: "2026-11-21T10:00:00Z", revision: 9 } });
  const send = vi.fn<Send>().mockRejectedValueOnce(conflict).mockResolvedValue(saved(10));
  const autosave = new Autosave(send, saved(1));
  const mine = documentOf();
  autosave.change(mine);
  expect(await autosave.flush()).toBe(false);
  expect(autosave.read().conflict).toMatchObject({ by: "Bob", revision: 9 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(send).toHaveBeenCalledTimes(1);
  expect(await autosave.keepMine()).toBe(true);
  expect(send).toHaveBeenLastCalledWith(mine, 9);
});

test("a server that does not answer is asked again; nothing is lost", async () => {
  const send = vi.fn<Send>().mockRejectedValueOnce(new TypeError("network")).mockResolvedValue(saved(2));
  const autosave = new Autosave(send, saved(1));
  autosave.change(documentOf());
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.read().status).toBe("failed");
  await vi.advanceTimersByTimeAsync(6000);
  expect(autosave.read().status).toBe("saved");
});
