import { describe, expect, test } from "vitest";
import { testCallState } from "@/features/flows/model/test-call";
import { EMPTY_PICTURE, type LivePicture } from "@/realtime/fold";
import type { LiveCall } from "@/realtime/messages";

const ASKED = { id: "b2", liveId: "node1-1.2" };
const LEG = { number: "200", name: "", channel: "PJSIP/acme+200-1", device: "200", line: "" };

const picture = (state: LiveCall["state"] | null, recorded: string[] = []): LivePicture => {
  const call = { id: ASKED.liveId, started_at: "2026-11-21T10:00:00Z", legs: [{ ...LEG, state }] } as LiveCall;
  return { ...EMPTY_PICTURE, recorded, calls: state === null ? {} : { [ASKED.liveId]: call } };
};

describe("a call that was asked for", () => {
  test("rings until the phone is taken", () => {
    expect(testCallState(picture(null), ASKED, { wasSeen: false, isLate: false })).toEqual({ at: "ringing" });
    expect(testCallState(picture("ringing"), ASKED, { wasSeen: true, isLate: true })).toEqual({ at: "ringing" });
  });

  test("is listened to from then on", () => {
    expect(testCallState(picture("talking"), ASKED, { wasSeen: true, isLate: true })).toEqual({ at: "listening", since: "2026-11-21T10:00:00Z" });
  });

  test("is over when it is gone, and told when it is on record", () => {
    expect(testCallState(picture(null), ASKED, { wasSeen: true, isLate: false })).toEqual({ at: "over", isRecorded: false });
    expect(testCallState(picture(null, ["a1", "b2"]), ASKED, { wasSeen: false, isLate: false })).toEqual({ at: "over", isRecorded: true });
    expect(testCallState(picture("talking", ["b2"]), ASKED, { wasSeen: true, isLate: false })).toEqual({ at: "over", isRecorded: true });
  });

  test("is lost when nobody has heard of it", () => {
    expect(testCallState(picture(null, ["a1"]), ASKED, { wasSeen: false, isLate: true })).toEqual({ at: "lost" });
  });
});
