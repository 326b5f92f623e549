/** How far below the active level the threshold of activity lies, in dB (ITU-T P.56). */
export const marginDb = 15.9;

const envelopeSeconds = 0.03;
const hangoverSteps = 200;
const stepSeconds = 0.001;

/** The envelope that the level is measured by: absolute values, smoothed twice by 30 ms. */
export function envelopeOf(samples: Float32Array, rate: number): Float64Array {
  const keep = Math.exp(-1 / (envelopeSeconds * rate));
  const envelope = new Float64Array(samples.length);
  let once = 0;
  let twice = 0;
  for (let i = 0; i < samples.length; i++) {
    once = keep * once + (1 - keep) * Math.abs(samples[i]);
    envelope[i] = twice = keep * twice + (1 - keep) * once;
  }
  return envelope;
}

/** The active speech level of ITU-T P.56 in dB, every value of the envelope being a threshold; minus infinity for silence. */
export function activeLevelDb(samples: Float32Array, rate: number): number {
  const step = Math.max(1, Math.trunc(stepSeconds * rate));
  let energy = 0;
  for (const s of samples) energy += s * s;
  if (energy === 0) return -Infinity;
  const held = hold(peaksOf(envelopeOf(samples, rate), step)).sort().reverse();
  const level = (k: number) => 10 * Math.log10(energy / ((k + 1) * step));
  const excess = (k: number) => level(k) - 20 * Math.log10(held[k]) - marginDb;
  const last = held.length - 1;
  let below = excess(last);
  for (let k = last; k > 0; k--) {
    if (below <= 0) return level(k);
    const above = excess(k - 1);
    if (!(above > 0)) return Number.isFinite(below) ? level(k) + below / (below - above) * (level(k - 1) - level(k)) : level(k - 1);
    below = above;
  }
  return level(last);
}

function peaksOf(envelope: Float64Array, step: number): Float64Array {
  const peaks = new Float64Array(Math.ceil(envelope.length / step));
  for (let i = 0; i < envelope.length; i++) {
    const t = Math.floor(i / step);
    peaks[t] = Math.max(peaks[t], envelope[i]);
  }
  return peaks;
}

/** The largest of each peak and the 200 before it: what is active stays so for that long. */
function hold(peaks: Float64Array): Float64Array {
  const held = new Float64Array(peaks.length);
  // The peaks that may still be the largest, falling.
  const falling: number[] = [];
  let first = 0;
  for (let i = 0; i < peaks.length; i++) {
    while (falling.length > first && peaks[falling[falling.length - 1]] <= peaks[i]) falling.pop();
    falling.push(i);
    if (falling[first] < i - hangoverSteps) first++;
    held[i] = peaks[falling[first]];
  }
  return held;
}
