import type { ComponentType, ReactNode } from "react";
import type { BulkResult } from "@/api/types";

/** More that a bulk action is told, such as the company that the rows go to. */
export type BulkDetails = Record<string, string>;

export interface Column<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** What the API orders by; absent means that it cannot. */
  orderBy?: string;
  /** Names the row: always shown, and the heading of a card on a phone. */
  isMain?: boolean;
  isHiddenAtFirst?: boolean;
  align?: "right";
  width?: number;
  /** Takes a line of its own on the card of a phone. */
  isWide?: boolean;
}

export interface Filter {
  key: string;
  label: string;
  kind: "select" | "text";
  options?: { value: string; label: string }[];
}

export interface BulkAction {
  name: string;
  label: string;
  icon: ComponentType<{ size?: number }>;
  color?: string;
  /** Asked before it is done; receives the number of rows. */
  confirm?: (count: number) => string;
  /** Asked in a dialog of its own that says more than yes. */
  dialog?: (props: { count: number; onConfirm: (details: BulkDetails) => void; onClose: () => void }) => ReactNode;
}

export interface Bulk {
  actions: BulkAction[];
  run: (action: string, ids: string[], details?: BulkDetails) => Promise<BulkResult>;
}
