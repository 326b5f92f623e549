import { activeLevelDb, envelopeOf, marginDb } from '../sound/level.ts';
import { roundEven } from '../sound/rounding.ts';
import { pickedSpans, pickingMargin } from './speech.ts';

const edgeSeconds = 0.2;
const gridSeconds = 0.08;

/** A part of a recording, in samples; it may lie outside of it. */
interface Place { start: number; end: number }

/** The speech of a recording, cut as the service's `PickedSpeech` cuts it; all of the samples where there is none. */
export function pickSpeech(samples: Float32Array, rate: number, probabilities: Float32Array, duration: number): Float32Array {
  const place = (seconds: number) => Math.max(0, Math.min(samples.length, roundEven(seconds * rate)));
  const spans = pickedSpans(probabilities, duration).map((s): Place => ({ start: place(s.start), end: place(s.end) })).filter((s) => s.end > s.start);
  if (spans.length === 0) return samples;
  const envelope = envelopeOf(samples, rate);
  trimToActivity(spans, samples, envelope, rate);
  const grid = roundEven(gridSeconds * rate);
  let length = 0;
  for (const span of spans) {
    const late = (length + loudest(envelope, span) - span.start) % grid;
    span.start = Math.min(span.start + late, span.end);
    length += span.end - span.start;
  }
  return join(samples, spans, length);
}

/** Moves the beginning of the first and the end of the last span to where the voice passes the threshold of activity. */
function trimToActivity(spans: Place[], samples: Float32Array, envelope: Float64Array, rate: number): void {
  const length = spans.reduce((sum, s) => sum + s.end - s.start, 0) + Math.trunc(pickingMargin * rate);
  const level = activeLevelDb(join(samples, spans, length), rate);
  if (!Number.isFinite(level)) return;
  const threshold = Math.pow(10, (level - marginDb) / 20);
  const edge = roundEven(edgeSeconds * rate);
  const begin = spans[0];
  const end = spans[spans.length - 1];
  const first = envelope.subarray(begin.start, begin.end).findIndex((e) => e > threshold);
  if (first >= 0) begin.start += first - edge;
  const from = Math.max(end.start, 0);
  const last = envelope.subarray(from, end.end).findLastIndex((e) => e > threshold);
  if (last >= 0) end.end = from + last + edge;
}

function loudest(envelope: Float64Array, { start, end }: Place): number {
  let at = Math.max(start, 0);
  for (let i = at; i < Math.min(end, envelope.length); i++) if (envelope[i] > envelope[at]) at = i;
  return at;
}

/** Places one behind the other, with silence where the recording has none and behind them up to a length. */
function join(samples: Float32Array, places: readonly Place[], length: number): Float32Array {
  const joined = new Float32Array(length);
  let at = 0;
  for (const { start, end } of places) {
    const from = Math.max(0, Math.min(samples.length, start));
    const until = Math.max(0, Math.min(samples.length, end));
    if (until > from) joined.set(samples.subarray(from, until), at + from - start);
    at += end - start;
  }
  return joined;
}
