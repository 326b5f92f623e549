/** Samples as 16-bit little-endian PCM; what lies beyond full scale is cut off. */
export function toPcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    const value = Math.round(samples[i] * 32768);
    view.setInt16(i * 2, Math.max(-32768, Math.min(32767, value)), true);
  }
  return bytes;
}

/** A mono WAV file of 16 bit. */
export function toWav(samples: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const data = toPcm16(samples);
  const bytes = new Uint8Array(44 + data.length);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string) => [...word].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + data.length, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, data.length, true);
  bytes.set(data, 44);
  return bytes;
}

/** Blocks of samples as one array. */
export function join(blocks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(blocks.reduce((n, b) => n + b.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}

/** The root mean square in dB below full scale (0 dB: a square wave of full scale), at least -100. */
export function levelDb(samples: Float32Array): number {
  let sum = 0;
  for (const s of samples) sum += s * s;
  const power = samples.length > 0 ? sum / samples.length : 0;
  return power > 1e-10 ? 10 * Math.log10(power) : -100;
}

/** The highest absolute sample. */
export function peak(samples: Float32Array): number {
  let highest = 0;
  for (const s of samples) highest = Math.max(highest, Math.abs(s));
  return highest;
}
