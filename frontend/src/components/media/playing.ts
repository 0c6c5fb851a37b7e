/** One sound at a time: whoever starts stops the one before. */

let current: HTMLAudioElement | null = null;

export function takeTurn(audio: HTMLAudioElement): void {
  if (current !== null && current !== audio) current.pause();
  current = audio;
}
