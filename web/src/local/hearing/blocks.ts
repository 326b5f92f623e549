/** The rate that the speech detector listens at, and the samples of a block, 32 ms. */
export const detectorRate = 16000;
export const blockSamples = 512;

/** Samples before a block that the detector looks at with it. */
const contextSamples = 64;

/** Samples of a row of `blocksOf`. */
export const heardSamples = contextSamples + blockSamples;

/** The gain before the detector: the level follows the blocks, up by a fifth of the difference, down by 3 % a block. */
class SpeechGain {
  private level = 0;

  /** The gain of the next block; 0 for silence, which leaves the level as it is. */
  next(samples: Float32Array, start: number): number {
    let sum = 0;
    for (let i = start; i < Math.min(samples.length, start + blockSamples); i++) sum += samples[i] * samples[i];
    const rms = Math.sqrt(sum / blockSamples);
    if (rms < (this.level === 0 ? 1e-8 : 1e-4 * this.level)) return 0;
    this.level = this.level === 0 ? rms : Math.max(0.97 * this.level, this.level + 0.2 * (rms - this.level));
    return Math.fround(0.07 / this.level);
  }
}

/** What the detector's network takes of samples at 16 kHz, [blocks, 576]: the 64 before each block and its own, times its gain. */
export function blocksOf(samples: Float32Array): Float32Array<ArrayBuffer> {
  const count = Math.ceil(samples.length / blockSamples);
  const blocks = new Float32Array(count * heardSamples);
  const gain = new SpeechGain();
  for (let b = 0; b < count; b++) {
    const factor = gain.next(samples, b * blockSamples);
    for (let i = 0; i < heardSamples; i++) blocks[b * heardSamples + i] = (samples[b * blockSamples - contextSamples + i] ?? 0) * factor;
  }
  return blocks;
}
