import { json } from '../shared/api.ts';
import type { Answered, Explanation, Prediction } from '../shared/contract.ts';
import type { LocalModel } from '../local/engine.ts';
import type { ChosenVoice } from '../shared/voices.ts';

/** Emotion shows over seconds: an answer hears three of them, or all of its segment where that is longer. */
const shortestWindow = 3;

/** How a recording is to be answered. */
export interface Options {
  /** The model that answers in this browser; null where the service answers. */
  here: LocalModel | null;
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

/** The answer for a file, with all that the page shows of it: what it rests on too where the service answers. */
export function show(file: File, options: Options, signal: AbortSignal): Promise<Answered> {
  return options.here ? options.here.answer(file) : explain(file, options, false, signal);
}

/** The service's answer for a file, with what it rests on. */
export function explain(file: File, options: Options, occlusion: boolean, signal?: AbortSignal): Promise<Explanation> {
  const { query, form } = body(file, options, { hop: options.hop, window: String(Math.max(shortestWindow, Number(options.hop))), occlusion: String(occlusion) });
  return json<Explanation>(`v1/explain?${query}`, { method: 'POST', body: form, signal });
}

/** The answer alone. */
export async function predict(file: File, options: Options): Promise<Prediction> {
  if (options.here) return (await options.here.answer(file)).prediction;
  const { query, form } = body(file, options, {});
  return json<Prediction>(`v1/predict?${query}`, { method: 'POST', body: form });
}
