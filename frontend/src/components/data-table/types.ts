import type { ComponentType, ReactNode } from "react";

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
}

export interface Bulk {
  actions: BulkAction[];
  run: (action: string, ids: string[]) => Promise<{ done: string[]; refused: { id: string; code: string; message: string }[] }>;
}
