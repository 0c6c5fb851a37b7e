import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";
import CreateMediaFile from "@/components/media/create-media-file";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

const VOICES = [{ id: "anna", name: "Анна", language: "ru", engine: "rhvoice", is_last_resort: false }];

test("a text is sent to be spoken with its voice, and heard while it is typed", async () => {
  const user = userEvent.setup();
  const previews: unknown[] = [];
  const sent: unknown[] = [];
  const made = vi.fn();
  server.use(
    answer.get("speech/voices/", VOICES),
    http.post("*/api/v1/speech/preview/", async ({ request }) => { previews.push(await request.json()); return HttpResponse.arrayBuffer(new ArrayBuffer(8), { headers: { "Content-Type": "audio/mpeg" } }); }),
    http.post("*/api/v1/media-files/speech/", async ({ request }) => { sent.push(await request.json()); return HttpResponse.json({ id: "m1", name: "Привет" }, { status: 201 }); }),
  );
  renderPage(() => <CreateMediaFile ways={["speech"]} onClose={() => undefined} onCreated={made} />);
  const form = await screen.findByRole("dialog");
  await user.type(within(form).getByRole("textbox", { name: /Название/ }), "Привет");
  await user.type(await within(form).findByRole("textbox", { name: "Что сказать" }), "Добрый день");
  expect(await within(form).findByRole("button", { name: "Слушать: Как это прозвучит" })).toBeTruthy();
  expect(previews).toEqual([{ text: "Добрый день", voice: "", rate: 1 }]);
  await user.click(within(form).getByRole("button", { name: "Создать" }));
  await vi.waitFor(() => { expect(made).toHaveBeenCalled(); });
  expect(sent).toEqual([{ name: "Привет", language: "", text: "Добрый день", voice: "", rate: 1 }]);
});

test("a voice that callers understand with difficulty is marked where it is chosen", async () => {
  const user = userEvent.setup();
  server.use(answer.get("speech/voices/", [...VOICES, { id: "espeak:ru", name: "eSpeak", language: "ru", engine: "espeak", is_last_resort: true }]));
  renderPage(() => <CreateMediaFile ways={["speech"]} onClose={() => undefined} />);
  await user.click(await screen.findByLabelText("Голос", { selector: "input" }));
  expect(screen.getByText("eSpeak · Русский · запасной")).toBeTruthy();
  expect(screen.getByText("Анна · Русский")).toBeTruthy();
});

test("without a file nothing is sent, and what is no sound is refused at once", async () => {
  const user = userEvent.setup({ applyAccept: false });
  renderPage(() => <CreateMediaFile ways={["file"]} onClose={() => undefined} />);
  const form = await screen.findByRole("dialog");
  const file = within(form).getByLabelText("Звуковой файл");
  await user.upload(file, new File(["x"], "договор.pdf", { type: "application/pdf" }));
  expect(within(form).getByRole("alert").textContent).toContain("Это не звук");
  await user.upload(file, new File(["x"], "hello.mp3", { type: "audio/mpeg" }));
  const name = within(form).getByRole<HTMLInputElement>("textbox", { name: /Название/ });
  expect(name.value).toBe("hello");
});
