/** Words at an icon. What shows them is fetched when a pointer first comes near: no first screen needs it. */

import { useRef, useState, type ReactNode } from "react";
import { lazily } from "@/components/lazily";

const HintBubble = lazily(() => import("@/components/hint-bubble"));

export function Hint({ label, children }: { label: string; children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null);
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const [isNear, setNear] = useState(false);
  const come = () => {
    const child = place.current?.firstElementChild;
    if (child instanceof HTMLElement) setTarget(child);
    setNear(true);
  };
  return (
    <span ref={place} style={{ display: "contents" }} onPointerEnter={come} onPointerLeave={() => { setNear(false); }} onPointerDown={() => { setNear(false); }}>
      {children}
      {target && <HintBubble label={label} target={target} isOpen={isNear} />}
    </span>
  );
}
