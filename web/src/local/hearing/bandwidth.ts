import { roundEven } from '../sound/rounding.ts';
import { PowerSpectrum } from '../sound/spectrum.ts';

const frameSeconds = 0.032;
const widthHz = 250;
const gapHz = 500;
const dropDb = 25;
const lowestHz = 2000;
const loudShare = 0.95;

/** How high a recording reaches in Hz, as the service's `BandwidthMeter` measures it; half the rate where nothing was cut off. */
export function bandwidthOf(samples: Float32Array, rate: number): number {
  const size = 1 << roundEven(Math.log2(Math.max(16, rate * frameSeconds)));
  const binsPerBand = Math.max(1, roundEven(widthHz * size / rate));
  const frames = framesOf(samples, size, binsPerBand);
  if (frames.length === 0) return rate / 2;
  const levels = frames[0].map((_, b) => {
    const column = Float32Array.from(frames, (f) => f[b]).sort();
    return 10 * Math.log10(column[Math.trunc(loudShare * (column.length - 1))] + 1e-20);
  });
  const bandHz = binsPerBand * rate / size;
  const gap = 1 + roundEven(gapHz / bandHz);
  const above = levels.slice();
  for (let b = above.length - 2; b >= 0; b--) above[b] = Math.max(above[b], above[b + 1]);
  const falls = (b: number) => b + gap < levels.length && levels[b] - above[b + gap] >= dropDb;
  for (let b = Math.trunc(lowestHz / bandHz); b + gap < levels.length; b++) {
    if (!falls(b)) continue;
    while (falls(b + 1)) b++;
    return (b + 1) * bandHz;
  }
  return rate / 2;
}

/** The power in bands of each whole frame in which there is any sound. */
function framesOf(samples: Float32Array, size: number, binsPerBand: number): Float32Array[] {
  const spectrum = new PowerSpectrum(size);
  const power = new Float32Array(spectrum.bins);
  const frames: Float32Array[] = [];
  for (let start = 0; start + size <= samples.length; start += size) {
    if (samples.subarray(start, start + size).every((s) => s === 0)) continue;
    spectrum.of(samples, start, power);
    const bands = new Float32Array(Math.floor(spectrum.bins / binsPerBand));
    for (let k = 0; k < bands.length * binsPerBand; k++) bands[Math.floor(k / binsPerBand)] += power[k];
    frames.push(bands);
  }
  return frames;
}
