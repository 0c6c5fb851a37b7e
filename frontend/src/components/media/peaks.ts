/** The shape of a sound for drawing. Pure. */

/** The loudest sample of each of `count` equal parts, 0..1, stretched so that the loudest part reaches 1. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  if (samples.length === 0 || count <= 0) return [];
  const size = Math.max(1, samples.length / count);
  const peaks = Array.from({ length: count }, (_, part) => {
    let peak = 0;
    const end = Math.min(samples.length, Math.floor((part + 1) * size));
    for (let at = Math.floor(part * size); at < end; at += 1) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return peak;
  });
  const loudest = Math.max(...peaks);
  return loudest === 0 ? peaks : peaks.map((peak) => peak / loudest);
}
