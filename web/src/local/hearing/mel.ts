import { PowerSpectrum } from '../sound/spectrum.ts';

/** A `log_melspectrogram` of a recipe, with what it leaves to its defaults. */
export interface LogMel {
  size: number;
  hop: number;
  bands: number;
  lowestHz: number;
  highestHz: number;
  htk: boolean;
  slaney: boolean;
}

const logFloor = 1e-6;
const linearHzPerMel = 200 / 3;
const kneeHz = 1000;
const kneeMel = kneeHz / linearHzPerMel;
const logStep = Math.log(6.4) / 27;

/** The natural logarithms of the power under each mel filter, [frames, bands]; frames are centered, with silence around the clip. */
export function logMel(samples: Float32Array, rate: number, options: LogMel, floorPower: number): Float32Array<ArrayBuffer> {
  const spectrum = new PowerSpectrum(options.size);
  const noise = spectrum.window.reduce((sum, w) => Math.fround(sum + Math.fround(floorPower * w * w)), 0);
  const filters = filtersOf(options, rate, spectrum.bins);
  const power = new Float32Array(spectrum.bins);
  const frames = 1 + Math.floor(samples.length / options.hop);
  const values = new Float32Array(frames * options.bands);
  for (let t = 0; t < frames; t++) {
    spectrum.of(samples, t * options.hop - options.size / 2, power);
    for (let k = 0; k < power.length; k++) power[k] += noise;
    filters.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * power[first + i];
      values[t * options.bands + band] = Math.log(Math.fround(sum) + logFloor);
    });
  }
  return values;
}

/** The triangular filters of librosa.filters.mel, only the bins under each triangle. */
function filtersOf(options: LogMel, rate: number, bins: number): { first: number; weights: Float32Array }[] {
  const low = toMel(options.lowestHz, options.htk);
  const high = toMel(options.highestHz, options.htk);
  const edges = Array.from({ length: options.bands + 2 }, (_, i) => toHz(low + (high - low) * i / (options.bands + 1), options.htk));
  return Array.from({ length: options.bands }, (_, band) => {
    const [from, peak, to] = edges.slice(band, band + 3);
    const scale = options.slaney ? 2 / (to - from) : 1;
    const all = Float32Array.from({ length: bins }, (_, bin) => {
      const hz = bin * rate / options.size;
      return Math.fround(Math.max(0, Math.min((hz - from) / (peak - from), (to - hz) / (to - peak)))) * scale;
    });
    const first = all.findIndex((w) => w > 0);
    return first < 0 ? { first: 0, weights: new Float32Array(0) } : { first, weights: all.slice(first, all.findLastIndex((w) => w > 0) + 1) };
  });
}

function toMel(hz: number, htk: boolean): number {
  if (htk) return 2595 * Math.log10(1 + hz / 700);
  return hz >= kneeHz ? kneeMel + Math.log(hz / kneeHz) / logStep : hz / linearHzPerMel;
}

function toHz(mel: number, htk: boolean): number {
  if (htk) return 700 * (Math.pow(10, mel / 2595) - 1);
  return mel >= kneeMel ? kneeHz * Math.exp(logStep * (mel - kneeMel)) : linearHzPerMel * mel;
}
