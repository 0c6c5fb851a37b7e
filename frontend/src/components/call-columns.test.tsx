import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Call } from "@/api/types";
import { useCallColumns } from "@/components/call-columns";
import { renderPage } from "@/testing/render";

const call = { to: { number: "500", name: "Sales" }, answered_by: null, tags: ["VIP", "обработан"] } as unknown as Call;

function CalledCell({ tags }: { tags: string[] }) {
  const column = useCallColumns().find(({ key }) => key === "to");
  return <div data-testid="to">{column?.render({ ...call, tags })}</div>;
}

test("a call says in the list what flows marked it with", async () => {
  renderPage(() => <CalledCell tags={call.tags} />);
  const marks = within(await screen.findByTestId("to")).getByRole("group", { name: "Метки" });
  expect([...marks.children].map(({ textContent }) => textContent)).toEqual(["VIP", "обработан"]);
});

test("a call without marks says nothing of them", async () => {
  renderPage(() => <CalledCell tags={[]} />);
  expect(within(await screen.findByTestId("to")).queryByRole("group")).toBeNull();
});
