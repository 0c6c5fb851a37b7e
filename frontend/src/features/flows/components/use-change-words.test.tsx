import { screen } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import { useChangeWords } from "@/features/flows/components/use-change-words";
import { newElement } from "@/features/flows/model/edits";
import type { FlowElement, Kind } from "@/features/flows/model/document";
import type { Marks } from "@/features/flows/model/marks";
import { kindOf } from "@/features/flows/elements/registry";
import { needTexts } from "@/i18n";
import { renderPage } from "@/testing/render";

beforeAll(() => needTexts("flows"));

const element = (kind: Kind): FlowElement => newElement(kind, { id: kind, settings: kindOf(kind).make(), position: { x: 0, y: 0 } });

function Words({ kind, change, fields }: { kind: Kind } & Pick<Marks, "change" | "fields">) {
  return <p data-testid="words">{useChangeWords()(element(kind), { change, fields })}</p>;
}

test.each([
  ["person", "changed", ["name", "ring_seconds", "when"], "Изменён: название, сколько звонить, когда и для кого"],
  ["person", "changed", ["number"], "Изменён: свой внутренний номер"],
  ["outside", "changed", ["number"], "Изменён: номер"],
  ["flow", "changed", ["start"], "Изменён: с какого элемента"],
  ["person", "changed", ["colour"], "Изменён: colour"],
  ["person", "changed", [], "Изменён"],
  ["person", "added", [], "Новый"],
  ["person", "", [], ""],
] as [Kind, Marks["change"], string[], string][])("what became of a %s that was %s in %j is said", async (kind, change, fields, words) => {
  renderPage(() => <Words kind={kind} change={change} fields={fields} />);
  expect((await screen.findByTestId("words")).textContent).toBe(words);
});

test("every setting of every kind has a name for it", async () => {
  const kinds: Kind[] = ["person", "group", "outside", "announcement", "menu", "dial", "schedule", "list", "caller", "set", "voicemail", "flow", "hangup", "start"];
  renderPage(() => <>{kinds.map((kind) => <Words key={kind} kind={kind} change="changed" fields={Object.keys(kindOf(kind).make())} />)}</>);
  const told = (await screen.findAllByTestId("words")).map(({ textContent }) => textContent ?? "");
  expect(told.filter((words) => /[a-z]/.test(words))).toEqual([]);
});
