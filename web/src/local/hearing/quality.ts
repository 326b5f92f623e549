import type { Quality } from '../../shared/contract.ts';
import { activeLevelDb } from '../sound/level.ts';
import { bandwidthOf } from './bandwidth.ts';
import { blockSamples, detectorRate } from './blocks.ts';
import { speechProbability } from './speech.ts';

const fullScale = Math.fround(32766 / 32768);
const shortestRun = 3;
const noiseProbability = 0.1;
const leastBlocks = 5;
const mostSnrDb = 96;

/** What is known of a recording beside what is said in it, as the service's `QualityMeter` measures it. */
export function qualityOf(
  recording: Float32Array, heard: Float32Array, rate: number, forDetection: Float32Array, probabilities: Float32Array, bandHz: number): Quality {
  const level = activeLevelDb(heard, rate);
  const quality = {
    speechSeconds: probabilities.filter((p) => p > speechProbability).length * blockSamples / detectorRate,
    levelDb: Number.isFinite(level) ? level : null,
    clippedShare: clippedShareOf(recording),
    snrDb: snrOf(forDetection, probabilities),
    bandwidthHz: bandwidthOf(heard, rate),
  };
  const faults: [string, boolean][] = [
    ['little-speech', quality.speechSeconds < 0.5],
    ['quiet', quality.levelDb != null && quality.levelDb < -75],
    ['clipped', quality.clippedShare > 0.005],
    ['noisy', quality.snrDb != null && quality.snrDb < 15],
    ['narrow-band', quality.bandwidthHz < 0.85 * bandHz],
  ];
  return { ...quality, flags: faults.filter(([, is]) => is).map(([name]) => name) };
}

/** The share of samples that lie in runs of three or more at full scale. */
function clippedShareOf(samples: Float32Array): number {
  let run = 0;
  let count = 0;
  for (const s of samples) {
    run = Math.abs(s) >= fullScale ? run + 1 : 0;
    count += run < shortestRun ? 0 : run === shortestRun ? shortestRun : 1;
  }
  return samples.length === 0 ? 0 : count / samples.length;
}

/** The power of the blocks with speech, less that of the noise in them, over the median of those without, in dB; null for too few of either. */
function snrOf(samples: Float32Array, probabilities: Float32Array): number | null {
  const noise: number[] = [];
  let speech = 0;
  let blocks = 0;
  probabilities.forEach((p, b) => {
    const block = samples.subarray(b * blockSamples, (b + 1) * blockSamples);
    if (block.length === 0) return;
    let power = 0;
    for (const s of block) power += s * s;
    power /= block.length;
    if (p > speechProbability) {
      speech += power;
      blocks += 1;
    } else if (p < noiseProbability) {
      noise.push(power);
    }
  });
  if (blocks < leastBlocks || noise.length < leastBlocks) return null;
  const quiet = noise.sort((a, b) => a - b)[noise.length >> 1];
  const loud = speech / blocks;
  if (quiet === 0) return mostSnrDb;
  return loud > quiet ? Math.min(mostSnrDb, 10 * Math.log10((loud - quiet) / quiet)) : 0;
}
