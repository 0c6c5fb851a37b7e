import { expect, test } from "vitest";
import { fileProblem, MAX_SOUND_BYTES, nameOfFile } from "@/components/media/upload";

test("sounds of the usual kinds are taken, by name or by type", () => {
  expect(fileProblem({ name: "Приветствие.MP3", size: 10, type: "" })).toBeNull();
  expect(fileProblem({ name: "voice", size: 10, type: "audio/wav" })).toBeNull();
});

test("what is empty, too large or no sound is refused before it is sent", () => {
  expect(fileProblem({ name: "a.wav", size: 0, type: "audio/wav" })).toBe("empty");
  expect(fileProblem({ name: "a.wav", size: MAX_SOUND_BYTES + 1, type: "audio/wav" })).toBe("too_large");
  expect(fileProblem({ name: "a.pdf", size: 10, type: "application/pdf" })).toBe("not_sound");
});

test("a file's name becomes a name for people", () => {
  expect(nameOfFile("welcome_to-acme.mp3")).toBe("welcome to acme");
});
