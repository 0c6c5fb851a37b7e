import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors";
import { DeleteDialog, type DeleteQuery } from "@/components/delete-dialog";
import { renderPage } from "@/testing/render";

const inUse = new ApiError(409, { code: "in_use", message: "Used.", extra: { usages: [{ kind: "queue", id: "q", label: "500 Все" }] } });

function show(remove: (query: DeleteQuery) => Promise<void>) {
  const onDeleted = vi.fn();
  renderPage(() => (
    <DeleteDialog
      title="Удалить 201?" text="Совсем." onClose={() => undefined} onDeleted={onDeleted} remove={remove}
      replacements={[{ value: "x", label: "202 · Борис" }]}
    />
  ));
  return onDeleted;
}

test("what nothing uses is deleted after one question", async () => {
  const remove = vi.fn().mockResolvedValue(undefined);
  const onDeleted = show(remove);
  await userEvent.click(await screen.findByRole("button", { name: "Удалить" }));
  expect(remove).toHaveBeenCalledWith({});
  expect(onDeleted).toHaveBeenCalledOnce();
});

test("what is used shows where, and is deleted only with an answer to that", async () => {
  const remove = vi.fn().mockRejectedValueOnce(inUse).mockResolvedValueOnce(undefined);
  const onDeleted = show(remove);
  await userEvent.click(await screen.findByRole("button", { name: "Удалить" }));
  expect(await screen.findByText("Группа: 500 Все")).toBeTruthy();
  const confirm = screen.getByRole<HTMLButtonElement>("button", { name: "Заменить и удалить" });
  expect(confirm.disabled).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: "Убрать отовсюду" }));
  await userEvent.click(screen.getByRole("button", { name: "Удалить" }));
  expect(remove).toHaveBeenLastCalledWith({ force: true });
  expect(onDeleted).toHaveBeenCalledOnce();
});

test("another refusal is told and nothing counts as deleted", async () => {
  const onDeleted = show(vi.fn().mockRejectedValue(new ApiError(409, { code: "busy", message: "Идёт разговор." })));
  await userEvent.click(await screen.findByRole("button", { name: "Удалить" }));
  expect(await screen.findByText("Идёт разговор.")).toBeTruthy();
  expect(onDeleted).not.toHaveBeenCalled();
});
