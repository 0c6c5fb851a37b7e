/** Tones: sounds that are told apart by their pitch. */

export const RATE = 8000;
const HEADER_BYTES = 44;

/** A tone to upload: a WAV file (16 bits, 8 kHz, one channel). */
export function toneWav(seconds: number, hertz = 440): Buffer {
  const samples = RATE * seconds;
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) file.writeInt16LE(Math.round(Math.sin((2 * Math.PI * hertz * at) / RATE) * 12_000), HEADER_BYTES + at * 2);
  return file;
}

/** How much of a sound (at the same rate) is a tone of this pitch, from 0 to 1. */
export function toneShare(samples: readonly number[], hertz: number): number {
  const step = (2 * Math.PI * hertz) / RATE;
  let [sine, cosine, power] = [0, 0, 0];
  samples.forEach((sample, at) => {
    sine += sample * Math.sin(step * at);
    cosine += sample * Math.cos(step * at);
    power += sample * sample;
  });
  return power === 0 ? 0 : (2 * (sine * sine + cosine * cosine)) / (power * samples.length);
}
