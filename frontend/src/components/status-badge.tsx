import type { ReactNode } from "react";
import classes from "@/components/status-badge.module.css";

export type Tone = "good" | "warn" | "bad" | "info" | "idle";

interface StatusBadgeProps {
  tone: Tone;
  children: ReactNode;
  /** Something is going on right now. */
  isPulsing?: boolean;
  isPill?: boolean;
}

/** A state in words, with a colour that repeats the words and never replaces them. */
export function StatusBadge({ tone, children, isPulsing = false, isPill = false }: StatusBadgeProps) {
  return (
    <span className={`${classes.badge ?? ""} ${isPill ? (classes.pill ?? "") : ""}`} style={{ "--tone": `var(--vpbx-${tone})` }}>
      <span className={`${classes.dot ?? ""} ${isPulsing ? (classes.pulse ?? "") : ""}`} aria-hidden />
      {children}
    </span>
  );
}
