import { expect, test } from "vitest";
import { peaksOf } from "@/components/media/peaks";

test("each part is as high as its loudest sample, against the loudest of all", () => {
  expect(peaksOf(new Float32Array([0, 0.1, -0.5, 0.2, 0.25, 0]), 3)).toEqual([expect.closeTo(0.2, 5), 1, 0.5]);
});

test("silence is flat and nothing has no shape", () => {
  expect(peaksOf(new Float32Array(8), 4)).toEqual([0, 0, 0, 0]);
  expect(peaksOf(new Float32Array(0), 4)).toEqual([]);
});

test("a sound shorter than the drawing still fills it", () => {
  expect(peaksOf(new Float32Array([1, 1]), 4)).toHaveLength(4);
});
