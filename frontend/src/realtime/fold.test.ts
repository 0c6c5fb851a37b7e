import { describe, expect, test } from "vitest";
import { EMPTY_PICTURE, foldLive, liveCallsSorted, type LivePicture } from "@/realtime/fold";
import type { LiveCall, LiveMessage, LiveRegistration } from "@/realtime/messages";

const call = (id: string, changes: Partial<LiveCall> = {}): LiveCall => ({
  id, tenant: "acme", state: "ringing", direction: "internal", line: "", is_emergency: false, from: { number: "201", name: "Анна" }, to: { number: "202", name: "Борис" },
  answered_by: null, started_at: "2026-11-21T10:00:00Z", answered_at: null, legs: [], ...changes,
});

const registration = (login: string, state: LiveRegistration["state"]) =>
  ({ device: login, login, state, address: "", agent: "", transport: "", since: null, expires_at: null });

function foldAll(messages: LiveMessage[]): LivePicture {
  return messages.reduce((picture: LivePicture, message) => {
    const next = foldLive(picture, message);
    if (next === "gap") throw new Error("gap");
    return next;
  }, EMPTY_PICTURE);
}

const snapshot: Extract<LiveMessage, { type: "snapshot" }> = {
  type: "snapshot", seq: 7, at: "2026-11-21T10:00:00Z", is_stale: false,
  calls: [call("a")], registrations: [registration("acme+anna", "registered")],
};

describe("the live picture", () => {
  test("starts stale and is fresh after a snapshot", () => {
    expect(EMPTY_PICTURE.isStale).toBe(true);
    expect(foldAll([snapshot])).toMatchObject({ seq: 7, isStale: false });
  });

  test("remembers which calls were put on record, as far as it is told", () => {
    const picture = foldAll([snapshot, { type: "recorded", call_id: "one" }, { type: "recorded", call_id: null }, { type: "recorded", call_id: "two" }]);
    expect(picture.recorded).toEqual(["two", "one"]);
  });

  test("gains, changes and loses calls by numbered changes", () => {
    const picture = foldAll([
      snapshot,
      { type: "delta", seq: 8, upsert: [call("b"), call("a", { state: "talking" })] },
      { type: "delta", seq: 9, removed: ["b"] },
    ]);
    expect(picture.seq).toBe(9);
    expect(Object.keys(picture.calls)).toEqual(["a"]);
    expect(picture.calls.a?.state).toBe("talking");
  });

  test("keeps registrations that a change does not speak of", () => {
    const picture = foldAll([snapshot, { type: "delta", seq: 8, registrations: [registration("acme+boris", "registered")] }]);
    expect(Object.keys(picture.registrations)).toEqual(["acme+anna", "acme+boris"]);
  });

  test("reports a gap when a number is missing", () => {
    expect(foldLive(foldAll([snapshot]), { type: "delta", seq: 9 })).toBe("gap");
  });

  test("reports a gap when a change comes before any snapshot", () => {
    expect(foldLive(EMPTY_PICTURE, { type: "delta", seq: 1 })).toBe("gap");
  });

  test("ignores a change that the snapshot already contains", () => {
    const picture = foldAll([snapshot]);
    expect(foldLive(picture, { type: "delta", seq: 7, removed: ["a"] })).toBe(picture);
  });

  test("a new snapshot replaces calls that ended unseen", () => {
    expect(Object.keys(foldAll([snapshot, { ...snapshot, seq: 20, calls: [call("z")] }]).calls)).toEqual(["z"]);
  });

  test("shows when the feed behind it is stale and when it is back", () => {
    expect(foldAll([snapshot, { type: "stale", is_stale: true }]).isStale).toBe(true);
    expect(foldAll([snapshot, { type: "stale", is_stale: true }, { type: "stale", is_stale: false }]).isStale).toBe(false);
  });

  test("keeps the newest attempts first and not without end", () => {
    const attempts = Array.from({ length: 120 }, (_, index) => ({ transport: "udp", device: "x", login: "acme+x", at: String(index), address: "", agent: "", reason: "wrong_password" }));
    const picture = foldAll([snapshot, { type: "delta", seq: 8, attempts: attempts.slice(0, 60) }, { type: "delta", seq: 9, attempts: attempts.slice(60) }]);
    expect(picture.attempts).toHaveLength(100);
    expect(picture.attempts[0]?.at).toBe("60");
  });

  test("lists calls by their age", () => {
    const picture = foldAll([{ ...snapshot, calls: [call("new", { started_at: "2026-11-21T10:05:00Z" }), call("old")] }]);
    expect(liveCallsSorted(picture).map((item) => item.id)).toEqual(["old", "new"]);
  });
});
