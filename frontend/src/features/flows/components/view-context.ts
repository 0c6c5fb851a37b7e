/** What the elements on the canvas need beside themselves; changes rarely, so that a change of one draws one. */

import { createContext, useContext } from "react";

export interface View {
  mayEdit: boolean;
  /** A link is being made by a person who pressed a handle; the place for a new element at its end is asked for. */
  removeLink: (from: string, exit: string) => void;
}

export const ViewContext = createContext<View>({ mayEdit: false, removeLink: () => undefined });

export const useView = () => useContext(ViewContext);
