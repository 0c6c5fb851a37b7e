/** Finding elements by what people call them, or by what they show. Pure. */

import type { FlowDocument } from "@/features/flows/model/document";

/** Ids of elements of whose words any holds the text, in the order of the document. */
export function findElements({ elements }: FlowDocument, text: string, wordsOf: (id: string) => string[]): string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  return elements.filter(({ id, name, number }) => [id, name, number, ...wordsOf(id)].some((word) => word.toLowerCase().includes(wanted))).map(({ id }) => id);
}
