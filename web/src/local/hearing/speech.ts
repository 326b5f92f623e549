import { blockSamples, detectorRate } from './blocks.ts';

const blockSeconds = blockSamples / detectorRate;
const leastBlocks = 10;

/** A block above this holds speech. */
export const speechProbability = 0.5;

/** Pauses shorter than a second belong to the way somebody speaks. */
const picking = { threshold: 0.3, endThreshold: 0.15, leastSpeech: 0.1, leastPause: 1, margin: 0.4 };

/** How much is added before and behind the speech that is picked, in seconds. */
export const pickingMargin = picking.margin;

/** Whether anybody speaks: at least 10 blocks with a probability above 0.5. */
export function hasSpeech(probabilities: Float32Array): boolean {
  return probabilities.filter((p) => p > speechProbability).length >= leastBlocks;
}

/** Where the speech is that is picked, in seconds. */
export function pickedSpans(probabilities: Float32Array, duration: number): { start: number; end: number }[] {
  const spans = bridged(runsOf(probabilities))
    .filter(([first, end]) => first * blockSeconds < duration && (end - first) * blockSeconds >= picking.leastSpeech
      && duration - first * blockSeconds >= picking.leastSpeech)
    .map(([first, end]) => ({ start: first * blockSeconds, end: Math.min(end * blockSeconds, duration) }));
  return spans.map((span, i) => ({
    start: Math.max(i === 0 ? 0 : (spans[i - 1].end + span.start) / 2, span.start - picking.margin),
    end: Math.min(i === spans.length - 1 ? duration : (span.end + spans[i + 1].start) / 2, span.end + picking.margin),
  }));
}

/** From the blocks at which speech begins to those before which it ends. */
function runsOf(probabilities: Float32Array): [number, number][] {
  const runs: [number, number][] = [];
  let first = -1;
  probabilities.forEach((p, b) => {
    if (first < 0 && p >= picking.threshold) first = b;
    if (first < 0 || p >= picking.endThreshold) return;
    runs.push([first, b]);
    first = -1;
  });
  if (first >= 0) runs.push([first, probabilities.length]);
  return runs;
}

function bridged(runs: [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const run of runs) {
    const before = joined[joined.length - 1];
    if (before && (run[0] - before[1]) * blockSeconds < picking.leastPause) before[1] = run[1];
    else joined.push(run);
  }
  return joined;
}
