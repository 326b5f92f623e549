import type { Prediction } from '../shared/contract.ts';
import { blocksOf, detectorRate } from './hearing/blocks.ts';
import { logMel } from './hearing/mel.ts';
import { pickSpeech } from './hearing/picked.ts';
import { qualityOf } from './hearing/quality.ts';
import { hasSpeech } from './hearing/speech.ts';
import type { ModelFacts, Plan } from './plan.ts';
import { highPass, lowPass } from './sound/filters.ts';
import { activeLevelDb } from './sound/level.ts';
import { resample } from './sound/resample.ts';
import { AudioFault } from './sound/wav.ts';

/** A recording in one channel. */
export interface Clip {
  rate: number;
  samples: Float32Array;
}

/** The two graphs of the service in a runtime. */
export interface Graphs {
  /** The probability of speech in each of the rows of `blocksOf`. */
  speech(blocks: Float32Array): Promise<Float32Array>;
  /** The score of each label for features [frames, bands]. */
  scores(features: Float32Array, plan: Plan): Promise<Float32Array>;
}

/** A longer recording is answered by its segments, which the service alone does. */
export const longestSeconds = 30;

/** What is heard of a clip before its features: behind the high-pass at its own rate and the detector's, and where somebody speaks. */
export interface Heard {
  heard: Float32Array;
  forDetection: Float32Array;
  probabilities: Float32Array;
}

/** Listens to a clip. */
export async function hear(clip: Clip, graphs: Graphs): Promise<Heard> {
  const heard = highPass(clip.samples, clip.rate);
  const forDetection = resample(heard, clip.rate, detectorRate);
  return { heard, forDetection, probabilities: await graphs.speech(blocksOf(forDetection)) };
}

/** The model's view of a clip, unscaled, [frames, bands]. */
export function featuresOf(clip: Clip, { heard, forDetection, probabilities }: Heard, plan: Plan, facts: ModelFacts): Float32Array {
  const atRate = plan.rate === detectorRate ? forDetection : resample(heard, clip.rate, plan.rate);
  let samples = lowPass(atRate, plan.rate, plan.bandHz);
  if (plan.pick) samples = pickSpeech(samples, plan.rate, probabilities, clip.samples.length / clip.rate);
  const level = plan.toLevel ? activeLevelDb(samples, plan.rate) : NaN;
  const gain = Number.isFinite(level) ? Math.fround(Math.pow(10, (facts.levelDb - level) / 20)) : 1;
  return logMel(samples.map((s) => s * gain), plan.rate, plan.mel, facts.floorPower);
}

/** The answer for a clip, as `/v1/predict` gives it. */
export async function answer(file: string, clip: Clip, plan: Plan, facts: ModelFacts, graphs: Graphs): Promise<Prediction> {
  const durationSeconds = clip.samples.length / clip.rate;
  if (durationSeconds > longestSeconds) {
    throw new AudioFault(`It is longer than ${longestSeconds} s: only the service answers that, segment by segment.`);
  }
  if (clip.samples.length === 0) throw new AudioFault('It holds no sound.');
  const sound = await hear(clip, graphs);
  const quality = qualityOf(clip.samples, sound.heard, clip.rate, sound.forDetection, sound.probabilities, facts.bandHz);
  const { labels } = facts.model;
  const speech = hasSpeech(sound.probabilities);
  const raw = speech ? await graphs.scores(featuresOf(clip, sound, plan, facts), plan) : new Float32Array(labels.length).fill(1 / labels.length);
  const sum = raw.reduce((all, p) => all + p, 0);
  const shares = Array.from(raw, (p) => p / sum);
  const best = shares.indexOf(Math.max(...shares));
  const confidence = speech ? shares[best] : 0;
  const because = speech ? [...(confidence < facts.uncertainBelow ? ['low-confidence'] : []), ...quality.flags] : [];
  return {
    file,
    durationSeconds,
    speech,
    emotion: speech ? labels[best] : null,
    confidence,
    uncertain: because.length > 0,
    uncertainBecause: because,
    quality,
    voice: null,
    scores: Object.fromEntries(labels.map((label, i) => [label, shares[i]])),
  };
}
