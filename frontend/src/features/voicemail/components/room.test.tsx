import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Room } from "@/features/voicemail/components/room";
import { renderPage } from "@/testing/render";
import { answer, server } from "@/testing/server";

const show = (values: object) => {
  server.use(answer.get("voicemail-boxes/room/", { used: 0, limit: 1000, box_limit: 200, full_boxes: [], ...values }));
  renderPage(Room);
};

test("what is used and what may be used are shown, without a warning while there is room", async () => {
  show({ used: 312 });
  await screen.findByText("Сообщений: 312 из 1000");
  expect(screen.queryByRole("alert")).toBeNull();
});

test.each([[900, "Места для сообщений почти не осталось"], [1000, "Места для новых сообщений нет"]])("%i of 1000 messages: the remedy is told", async (used, title) => {
  show({ used });
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain(title);
  expect(alert.textContent).toContain("Удалите старые сообщения");
});

test("boxes that are full are named, also where the company has no limit", async () => {
  show({ used: 400, limit: 0, full_boxes: ["201", "500"] });
  await screen.findByText("400 сообщений");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Переполнены 2 ящика");
  expect(alert.textContent).toContain("201, 500: в ящик помещается 200 сообщений");
});
