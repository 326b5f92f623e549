import type { Interleaved } from './wav.ts';

/** Channels whose mean has less than a tenth of the power of independent ones cancel each other. */
const leastShare = 0.1;
const mostBlockSamples = 1 << 17;

/** Several channels to one: their mean, or the louder channel while they cancel each other; by blocks of half a second, as the service does. */
export function downmix({ rate, channels, samples }: Interleaved): Float32Array {
  if (channels === 1) return samples;
  const mono = new Float32Array(samples.length / channels);
  const block = Math.max(1, Math.min(Math.floor(rate / 2), Math.floor(mostBlockSamples / channels)));
  const energies = new Float64Array(channels);
  let meanEnergy = 0;
  let taken = -1;
  for (let start = 0; start < mono.length; start += block) {
    const end = Math.min(mono.length, start + block);
    for (let i = start; i < end; i++) {
      let sum = 0;
      for (let c = 0; c < channels; c++) {
        const sample = samples[i * channels + c];
        sum = Math.fround(sum + sample);
        energies[c] += sample * sample;
      }
      mono[i] = sum / channels;
      meanEnergy += mono[i] * mono[i];
    }
    const all = energies.reduce((sum, e) => sum + e, 0);
    if (meanEnergy >= leastShare * all / (channels * channels)) taken = -1;
    else if (taken < 0) taken = energies.indexOf(Math.max(...energies));
    if (taken >= 0) for (let i = start; i < end; i++) mono[i] = samples[i * channels + taken];
  }
  return mono;
}
