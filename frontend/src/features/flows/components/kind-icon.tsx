import classes from "@/features/flows/components/flow.module.css";
import type { PaletteGroup } from "@/features/flows/elements/kind";
import { kindOf } from "@/features/flows/elements/registry";
import type { Kind } from "@/features/flows/model/document";

const TONES: Record<PaletteGroup, string> = {
  start: "var(--vpbx-good)", people: "var(--vpbx-accent)", voice: "var(--vpbx-info)", choice: "var(--vpbx-warn)", end: "var(--vpbx-idle)",
};

export const toneOf = (kind: Kind) => TONES[kindOf(kind).group];

/** The sign of a kind of elements, in the colour of its group. */
export function KindIcon({ kind }: { kind: Kind }) {
  const { icon: Icon } = kindOf(kind);
  return <span className={classes.kindIcon} style={{ "--tone": toneOf(kind) } as React.CSSProperties} aria-hidden><Icon size={17} stroke={1.8} /></span>;
}
