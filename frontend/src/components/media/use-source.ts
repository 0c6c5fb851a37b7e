import { useEffect, useRef, type RefObject } from "react";
import type { SoundSource } from "@/components/media/use-peaks";

interface Playing {
  audio: RefObject<HTMLAudioElement | null>;
  /** Goes to a place in the sound, in seconds. */
  seek: (seconds: number) => void;
}

/** A player's element, which plays the sound; a sound of this page gets an address for as long as it is there. */
export function useSource(source: SoundSource): Playing {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = audio.current;
    if (element === null) return undefined;
    const made = typeof source === "string" ? null : URL.createObjectURL(source);
    element.src = made ?? (source as string);
    return () => {
      element.removeAttribute("src");
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [source]);
  return { audio, seek: (seconds) => { if (audio.current !== null) audio.current.currentTime = seconds; } };
}
