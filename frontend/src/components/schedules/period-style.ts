import type { CSSProperties } from "react";

/** Shade in which a period is drawn, clear of both backgrounds. */
export const periodStyle = (color: string) => ({ "--period": `var(--mantine-color-${color}-6)` }) as CSSProperties;
