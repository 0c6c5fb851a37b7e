const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait before the n-th attempt (from 0); `random` in [0, 1) spreads pages that lost the same server. */
export function backoffMs(attempt: number, random: number = Math.random()): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}
