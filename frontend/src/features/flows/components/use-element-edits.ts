/** What can be done to a flow from its panels, as changes of the document. */

import { useMemo } from "react";
import { kindOf, exitsOf } from "@/features/flows/elements/registry";
import { elementOf, levelTarget, type FlowElement, type Kind, type Position, type When } from "@/features/flows/model/document";
import * as edits from "@/features/flows/model/edits";
import { layoutOf, type Size } from "@/features/flows/model/layout";
import type { Things } from "@/features/flows/things";
import type { Editor } from "@/features/flows/use-editor";

export interface ElementEdits {
  /** Stands at `position`, or behind the selected element; linked when that has one exit that leads nowhere. */
  add: (kind: Kind, position?: Position, link?: edits.Link) => void;
  addAfter: (kind: Kind, link: edits.Link) => void;
  addLayer: (kind: Kind, level: number) => void;
  remove: (ids: readonly string[]) => void;
  duplicate: (ids: readonly string[]) => void;
  paste: (copied: readonly FlowElement[]) => void;
  settings: (id: string, patch: object) => void;
  common: (id: string, patch: Parameters<typeof edits.setCommon>[2]) => void;
  level: (id: string, level: number) => void;
  when: (id: string, when: When) => void;
  moveLayer: (id: string, by: -1 | 1) => void;
  move: (places: Record<string, Position>) => void;
  connect: (link: edits.Link & { to: string }) => void;
  disconnect: (link: edits.Link) => void;
  arrange: (sizes: Record<string, Size>) => void;
}

const BESIDE: Position = { x: 40, y: 40 };

/** The exit at which a new follower is hung: the only one that has no link yet. */
function openExit(element: FlowElement | undefined, things: Things): edits.Link | undefined {
  if (!element) return undefined;
  const open = exitsOf(element, things).filter(({ isUsual, name }) => isUsual && !(name in element.exits));
  return open.length === 1 && open[0] ? { from: element.id, exit: open[0].name } : undefined;
}

export function useElementEdits(editor: Editor, things: Things): ElementEdits {
  const { apply, select, document, retired, selected } = editor;
  return useMemo(() => {
    const add = (kind: Kind, position: Position, link?: edits.Link) => {
      const made = edits.addElement(document, { kind, settings: kindOf(kind).make() as never, position, link, retired });
      apply(() => made.document);
      select([made.id]);
    };
    const addLayer = (kind: Kind, level: number) => {
      const made = edits.addElement(document, { kind, settings: kindOf(kind).make() as never, position: edits.placeFor(document), retired });
      const begun = document.elements.find((element) => element.kind === "start" && Object.keys(element.exits).length === 0);
      const layered = edits.setLevel(made.document, made.id, level);
      // A call must come to the first layer from somewhere.
      apply(() => (begun ? edits.connect(layered, { from: begun.id, exit: "next", to: levelTarget(level) }) : layered));
      select([made.id]);
    };
    const paste = (copied: readonly FlowElement[]) => {
      if (copied.length === 0) return;
      const pasted = edits.pasteElements(document, copied, { by: BESIDE, retired });
      apply(() => pasted.document);
      select(pasted.ids);
    };
    const last = selected.at(-1);
    return {
      add: (kind, position, link) => {
        add(kind, position ?? edits.placeFor(document, last), link ?? (position ? undefined : openExit(elementOf(document, last), things)));
      },
      addAfter: (kind, link) => { add(kind, edits.placeFor(document, link.from), link); },
      addLayer,
      remove: (ids) => { apply((old) => edits.removeElements(old, ids)); },
      duplicate: (ids) => { paste(document.elements.filter(({ id }) => ids.includes(id))); },
      paste,
      settings: (id, patch) => {
        apply((old) => {
          const changed = edits.setSettings(old, id, patch);
          const element = elementOf(changed, id);
          // Another schedule has other periods.
          return element?.kind === "schedule" ? edits.keepExits(changed, id, kindOf("schedule").exits(element.settings, things).map(({ name }) => name)) : changed;
        }, `${id}.${Object.keys(patch).join()}`);
      },
      common: (id, patch) => { apply((old) => edits.setCommon(old, id, patch), `${id}.${Object.keys(patch).join()}`); },
      level: (id, level) => { apply((old) => edits.setLevel(old, id, level)); },
      when: (id, when) => { apply((old) => edits.setWhen(old, id, when)); },
      moveLayer: (id, by) => { apply((old) => edits.moveLayer(old, id, by)); },
      move: (places) => { apply((old) => edits.moveElements(old, places), `move.${Object.keys(places).join()}`); },
      connect: (link) => { apply((old) => edits.connect(old, link)); },
      disconnect: (link) => { apply((old) => edits.disconnect(old, link)); },
      arrange: (sizes) => { apply((old) => edits.moveElements(old, layoutOf(old, sizes))); },
    };
  }, [apply, document, retired, select, selected, things]);
}
