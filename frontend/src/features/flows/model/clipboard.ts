/** Copied elements, kept so that they can be pasted into another flow, and in another tab. */

import { readDocument, type FlowElement } from "@/features/flows/model/document";

const KEY = "vpbx.flow-clipboard";

export function copyElements(elements: readonly FlowElement[]): void {
  window.localStorage.setItem(KEY, JSON.stringify({ elements }));
}

export function copiedElements(): FlowElement[] {
  const stored = window.localStorage.getItem(KEY);
  if (stored === null) return [];
  try {
    return readDocument(JSON.parse(stored)).elements;
  } catch {
    return [];
  }
}
