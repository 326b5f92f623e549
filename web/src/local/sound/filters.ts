import { KaiserSinc } from './kaiser.ts';
import { product } from './resample.ts';

const offsetCutoffHz = 20;

/** Takes off an offset and what lies below 20 Hz; the first sample counts as the offset that was there before. */
export function highPass(samples: Float32Array, rate: number): Float32Array {
  const warped = Math.tan(Math.PI * offsetCutoffHz / rate);
  const norm = 1 + Math.SQRT2 * warped + warped * warped;
  const b0 = 1 / norm;
  const a1 = 2 * (warped * warped - 1) / norm;
  const a2 = (1 - Math.SQRT2 * warped + warped * warped) / norm;
  const filtered = new Float32Array(samples.length);
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = b0 * (samples[i] - samples[0]);
    const y = x + s1;
    s1 = s2 - 2 * x - a1 * y;
    s2 = x - a2 * y;
    filtered[i] = y;
  }
  return filtered;
}

const attenuation = 80;
const transition = 0.05;
const halfTaps = Math.trunc((attenuation - 8) / (2 * 2.285 * Math.PI * transition)) + 1;

/** Takes off what lies above a frequency: a sinc in a Kaiser window of 80 dB, without delay. */
export function lowPass(samples: Float32Array, rate: number, cutoffHz: number): Float32Array {
  if (cutoffHz >= rate / 2) return samples;
  const sinc = new KaiserSinc(0.1102 * (attenuation - 8.7), 2 * cutoffHz / rate, halfTaps);
  const taps = Float32Array.from({ length: 2 * halfTaps + 1 }, (_, k) => sinc.at(k - halfTaps));
  return Float32Array.from(samples, (_, i) => product(samples, i - halfTaps, taps));
}
