import type { Explanation } from '../shared/contract.ts';
import { count, hertz, list, span } from '../shared/pure/format.ts';
import { quantile } from '../shared/pure/spectrum.ts';

/** The picture in sentences: for those who cannot see it, and for those who would like to know what to look for. */
export function pictureInWords(e: Explanation): string[] {
  const said: string[] = [];
  said.push(e.speech.length === 0
    ? 'No speech was found.'
    : `Speech was found in ${count(e.speech.length, 'place')}: ${list(e.speech.slice(0, 8).map((s) => span(s.startSeconds, s.endSeconds)))}${e.speech.length > 8 ? ' and more' : ''}.`);
  const hz = e.pitch.hz.filter((v) => v != null);
  const low = quantile(hz, 0.1);
  const middle = quantile(hz, 0.5);
  const high = quantile(hz, 0.9);
  said.push(low == null || middle == null || high == null
    ? 'No pitch was found: nothing in it is voiced.'
    : `The voice's pitch is ${hertz(middle)} in the middle, and mostly between ${hertz(low)} and ${hertz(high)}, ${movement(high / low)}.`);
  const db = e.energy.db;
  if (db.length > 0 && e.speech.length > 0) {
    const top = db.indexOf(Math.max(...db));
    said.push(`It is loudest at ${(e.energy.startSeconds + top * e.energy.hopSeconds).toFixed(1)} s (${db[top].toFixed(0)} dB).`);
  }
  return said;
}

/** How far a voice moves, in semitones between its low and its high tenth. */
function movement(ratio: number): string {
  const semitones = 12 * Math.log2(ratio);
  return `${semitones < 4 ? 'which is nearly flat' : semitones < 9 ? 'as in calm talk' : 'which is lively'} (${semitones.toFixed(0)} semitones)`;
}

/** The occlusion map in sentences. */
export function occlusionInWords(e: Explanation): string[] {
  const map = e.occlusion;
  if (!map) return [];
  const cells = map.values.flatMap((column, x) => column.map((value, y) => ({ value, x, y }))).sort((a, b) => b.value - a.value);
  const place = (cell: { x: number; y: number }) =>
    `${span(map.startSeconds + cell.x * map.cellSeconds, map.startSeconds + (cell.x + 1) * map.cellSeconds)}, ${hertz(map.bandEdgesHz[cell.y])} to ${hertz(map.bandEdgesHz[cell.y + 1])}`;
  const points = (value: number) => `${(Math.abs(value) * 100).toFixed(1)} points`;
  const first = cells[0];
  const last = cells[cells.length - 1];
  const said: string[] = [];
  if (first && first.value > 0) said.push(`What spoke most for ${map.emotion}: ${place(first)}. Without it, ${map.emotion} loses ${points(first.value)} of 100.`);
  if (last && last.value < 0) said.push(`What spoke most against it: ${place(last)}. Without it, ${map.emotion} gains ${points(last.value)}.`);
  return said;
}
