import { json } from '../shared/api.ts';
import type { Explanation, Prediction } from '../shared/contract.ts';
import type { ChosenVoice } from '../shared/voices.ts';

/** Emotion shows over seconds: an answer hears three of them, or all of its segment where that is longer. */
const shortestWindow = 3;

/** How a recording is to be answered. */
export interface Options {
  voice: ChosenVoice;
  hop: string;
}

function body(file: File, options: Options, more: Record<string, string>): { query: string; form: FormData } {
  const form = new FormData();
  // A part that comes after the file is not read by services that answer while they receive.
  if (options.voice.kind === 'browser') form.append('voice', JSON.stringify(options.voice.voice));
  form.append('file', file, file.name);
  const query = new URLSearchParams(more);
  if (options.voice.kind === 'server') query.set('voice', options.voice.name);
  return { query: query.toString(), form };
}

/** The answer for a file, with all that the page shows of it. */
export function explain(file: File, options: Options, occlusion: boolean, signal?: AbortSignal): Promise<Explanation> {
  const { query, form } = body(file, options, { hop: options.hop, window: String(Math.max(shortestWindow, Number(options.hop))), occlusion: String(occlusion) });
  return json<Explanation>(`v1/explain?${query}`, { method: 'POST', body: form, signal });
}

/** The answer alone. */
export function predict(file: File, options: Options): Promise<Prediction> {
  const { query, form } = body(file, options, {});
  return json<Prediction>(`v1/predict?${query}`, { method: 'POST', body: form });
}
