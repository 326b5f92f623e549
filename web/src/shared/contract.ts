/** What the service answers, as its description (/openapi/v1.json) has it. */
import type { Part } from './pure/segments.ts';

export interface Scored {
  emotion: string | null;
  confidence: number | null;
  uncertain: boolean;
  uncertainBecause: string[];
  scores: Record<string, number>;
  /** Numbers on dimensions, as arousal; a model that learnt none has none. */
  dimensions?: Record<string, number>;
  speech: boolean;
}

export interface Segment extends Scored, Part {
  emotion: string | null;
  confidence: number | null;
  uncertain: boolean;
  speech: boolean;
}

export interface Quality {
  speechSeconds: number | null;
  levelDb: number | null;
  clippedShare: number | null;
  snrDb: number | null;
  bandwidthHz: number | null;
  flags: string[];
}

export interface Prediction extends Scored {
  file: string;
  durationSeconds: number;
  quality: Quality;
  voice: { name: string; clips: number } | null;
  segments?: Segment[];
}

export interface Spectrogram {
  startSeconds: number;
  hopSeconds: number;
  frames: number;
  bands: number;
  centersHz: number[];
  minDb: number;
  maxDb: number;
  values: string;
}

export interface Occlusion {
  emotion: string;
  startSeconds: number;
  cellSeconds: number;
  bandEdgesHz: number[];
  columns: number;
  bands: number;
  values: number[][];
}

/** An answer and the outline of its recording. */
export interface Answered {
  model: { name: string; version: string; labels: string[] };
  prediction: Prediction;
  waveform: { secondsPerPeak: number; min: number[]; max: number[] };
}

/** An answer of the service with all that it rests on. */
export interface Explanation extends Answered {
  spectrogram: Spectrogram;
  speech: { startSeconds: number; endSeconds: number }[];
  pitch: { startSeconds: number; hopSeconds: number; hz: (number | null)[] };
  energy: { startSeconds: number; hopSeconds: number; db: number[] };
  occlusion: Occlusion | null;
}

export interface StudioFacts {
  enrollment: boolean;
  trainings: boolean;
  stream: boolean;
  model: { name: string; version: string; labels: string[] };
  key: boolean;
  inBrowser: boolean;
}

/** A voice as the service lists it, or, kept here, with the numbers that answers are made relative to. */
export interface VoiceFacts {
  name: string;
  model?: unknown;
  clips: number;
  seconds: number;
  neutral?: boolean;
}

export interface Training {
  name: string;
  kind: string;
  recipe: string | null;
  created: string;
  state: 'running' | 'finished' | 'stopped';
  data: string[];
  protocol: string | { name: string; folds?: number; seed?: number; speakerIndependent?: boolean } | null;
  seed: number | null;
  uar: number | null;
  accuracy: number | null;
  tags: string[];
  note: string | null;
}

export interface Epoch {
  epoch: number;
  learningRate?: number | null;
  trainLoss?: number | null;
  trainAccuracy?: number | null;
  validationLoss?: number | null;
  validationAccuracy?: number | null;
  validationUar?: number | null;
  best?: boolean;
  watchedOnly?: boolean;
}

export interface Evaluation {
  protocol: {
    name: string; folds?: number; seed?: number; speakerIndependent?: boolean; normalisation?: string; share?: number;
  };
  labels: string[];
  utterances: number;
  speakers: number;
  metrics: Record<string, number | null>;
  intervals: Record<string, [number, number] | null>;
  perClass: { label: string; precision: number; recall: number; f1: number; support: number; rocAuc: number | null }[];
  confusion: number[][];
  perSpeaker: { speaker: string; utterances: number; accuracy: number; uar: number; uarInterval: [number, number] | null }[];
}

export interface TrainingDetail extends Training {
  evaluation: Evaluation | null;
  folds: { fold: number; epochs: Epoch[] }[];
}

export interface Answer {
  id: number;
  file: string;
  speaker: string | null;
  corpus: string | null;
  truth: string;
  answer: string;
  confidence: number;
  scores: Record<string, number>;
}

export interface Comparison {
  a: Training;
  b: Training;
  common: number;
  both: number;
  onlyA: number;
  onlyB: number;
  neither: number;
  uarDifference: number;
  interval: [number, number] | null;
  p: number | null;
}
