import { SoxrResponse } from './soxr.ts';

const mostExactTaps = 1 << 18;
const interpolatedPhases = 1024;
const tapMultiple = 16;

/** Changes the rate of a whole signal as the service's `Resampler` does: the response of soxr HQ, no delay, silence around the signal. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const divisor = commonDivisor(from, to);
  const [up, down] = [to / divisor, from / divisor];
  const response = new SoxrResponse(up, down);
  const before = Math.ceil(response.halfWidth) - 1;
  const taps = Math.ceil(2 * (before + 1) / tapMultiple) * tapMultiple;
  const exact = up * taps <= mostExactTaps;
  const phases = exact ? up : Math.ceil(interpolatedPhases / Math.max(1, down / up));
  const rows = new Map<number, Float32Array>();
  const rowOf = (phase: number): Float32Array => {
    let row = rows.get(phase);
    if (!row) {
      rows.set(phase, row = new Float32Array(taps));
      response.fillRow(row, before, phase / phases, null);
    }
    return row;
  };
  const output = new Float32Array(Math.ceil(samples.length * (to / from)));
  const computed = Math.min(output.length, Math.floor((2 * samples.length * to + from) / (2 * from)));
  const startRow = new Float32Array(taps);
  for (let n = 0; n < computed; n++) {
    const whole = Math.floor(n * down / up);
    const phase = n * down - whole * up;
    const first = whole - before;
    if (n < response.startRows) {
      response.fillRow(startRow, before, phase / up, first);
      output[n] = product(samples, first, startRow);
    } else if (exact) {
      output[n] = product(samples, first, rowOf(phase));
    } else {
      const between = phase * phases / up;
      const row = Math.trunc(between);
      const left = product(samples, first, rowOf(row));
      output[n] = left + (between - row) * (product(samples, first, rowOf(row + 1)) - left);
    }
  }
  return output;
}

/** Taps times samples from a place on; beyond the signal's ends there is silence. */
export function product(samples: Float32Array, first: number, taps: Float32Array): number {
  const start = Math.max(0, -first);
  const end = Math.min(taps.length, samples.length - first);
  let sum = 0;
  for (let k = start; k < end; k++) sum += samples[first + k] * taps[k];
  return sum;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
