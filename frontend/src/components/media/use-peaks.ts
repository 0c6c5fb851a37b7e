import { useEffect, useState } from "react";
import { peaksOf } from "@/components/media/peaks";

export const BARS = 96;
/** Drawing needs no more; it keeps what is held in memory small. */
const DRAWING_RATE = 8000;

/** A sound by its address, or one that only this page has: the content policy lets no page ask for the address of its own blobs. */
export type SoundSource = string | Blob;

async function bytesOf(source: SoundSource, signal: AbortSignal): Promise<ArrayBuffer> {
  if (typeof source !== "string") return source.arrayBuffer();
  return (await fetch(source, { signal, credentials: "same-origin" })).arrayBuffer();
}

async function readPeaks(source: SoundSource, signal: AbortSignal): Promise<number[]> {
  const bytes = await bytesOf(source, signal);
  const context = new OfflineAudioContext(1, 1, DRAWING_RATE);
  const sound = await context.decodeAudioData(bytes);
  return peaksOf(sound.getChannelData(0), BARS);
}

/** The shape of a sound; empty until it is read, and where the browser cannot read it. */
export function usePeaks(source: SoundSource | null): number[] {
  const [known, setKnown] = useState<{ source: SoundSource; peaks: number[] } | null>(null);
  useEffect(() => {
    if (source === null) return undefined;
    const stop = new AbortController();
    readPeaks(source, stop.signal).then((peaks) => { if (!stop.signal.aborted) setKnown({ source, peaks }); }, () => undefined);
    return () => { stop.abort(); };
  }, [source]);
  return known !== null && known.source === source ? known.peaks : [];
}
