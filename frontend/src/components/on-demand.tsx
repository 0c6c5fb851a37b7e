/** What a button opens, fetched when the button is approached: until it is pressed, the plain button stands in its place. */

import { lazy, Suspense, useState, type ComponentType } from "react";

/** What a stand-in passes on to its button. */
export interface Approach {
  onPointerEnter: () => void;
  onFocus: () => void;
  onClick: () => void;
  "aria-haspopup": "menu" | "dialog";
  "aria-expanded": boolean;
}

/** `load` brings the same button with what it opens, opened; `StandIn` is the button alone. */
export function onDemand<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>, StandIn: ComponentType<Props & Approach>, kind: Approach["aria-haspopup"] = "menu",
) {
  const Content = lazy(load) as unknown as ComponentType<Props>;
  return function OnDemand(props: Props) {
    const [isWanted, setWanted] = useState(false);
    const fetch = () => { void load(); };
    const standIn = (
      <StandIn {...props} aria-haspopup={kind} aria-expanded={false} onPointerEnter={fetch} onFocus={fetch} onClick={() => { setWanted(true); }} />
    );
    return isWanted ? <Suspense fallback={standIn}><Content {...props} /></Suspense> : standIn;
  };
}
