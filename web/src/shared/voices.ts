import { ask, json } from './api.ts';
import type { VoiceFacts } from './contract.ts';

const chosenName = 'undertone.voice';
const keptName = 'undertone.voices';

/** The voice that answers are to be relative to: none, one of the service by its name, or one that this browser keeps. */
export type ChosenVoice =
  | { kind: 'none' }
  | { kind: 'server'; name: string }
  | { kind: 'browser'; name: string; voice: VoiceFacts };

/** The voices that this browser keeps, by name. */
export function keptVoices(): Record<string, VoiceFacts> {
  try {
    return JSON.parse(localStorage.getItem(keptName) ?? '{}') as Record<string, VoiceFacts>;
  } catch {
    return {};
  }
}

/** Keeps a voice in this browser. */
export function keepVoice(voice: VoiceFacts): void {
  localStorage.setItem(keptName, JSON.stringify({ ...keptVoices(), [voice.name]: voice }));
}

/** Forgets a voice that this browser keeps. */
export function forgetVoice(name: string): void {
  const voices = keptVoices();
  delete voices[name];
  localStorage.setItem(keptName, JSON.stringify(voices));
}

/** The voices that the service keeps. */
export async function serverVoices(): Promise<VoiceFacts[]> {
  return (await json<{ voices: VoiceFacts[] }>('v1/voices')).voices;
}

/** Makes a voice of clips: kept by the service under its name, or only handed back. */
export async function enroll(
  name: string, clips: readonly Blob[], where: 'server' | 'browser', replace: boolean): Promise<{ voice: VoiceFacts; warnings: string[] }> {
  const form = new FormData();
  clips.forEach((clip, i) => form.append('file', clip, `sentence-${i + 1}.wav`));
  if (where === 'browser') {
    const query = new URLSearchParams({ name, neutral: 'false' });
    return json(`v1/voices?${query}`, { method: 'POST', body: form });
  }
  const query = new URLSearchParams({ neutral: 'false', replace: String(replace) });
  const voice = await json<VoiceFacts & { warnings?: string[] }>(
    `v1/voices/${encodeURIComponent(name)}?${query}`, { method: 'POST', body: form });
  return { voice, warnings: voice.warnings ?? [] };
}

/** Deletes a voice of the service. */
export async function deleteVoice(name: string): Promise<void> {
  await ask(`v1/voices/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

/** The voice that was chosen last. */
export function chosenVoice(): ChosenVoice {
  const [kind, name] = split(localStorage.getItem(chosenName) ?? '');
  return resolve(kind, name);
}

/** Chooses a voice by `none`, `server:NAME` or `browser:NAME`. */
export function chooseVoice(value: string): void {
  localStorage.setItem(chosenName, value);
}

/** The chosen voice as `chooseVoice` takes it. */
export function voiceValue(voice: ChosenVoice): string {
  return voice.kind === 'none' ? 'none' : `${voice.kind}:${voice.name}`;
}

function split(value: string): [string, string] {
  const at = value.indexOf(':');
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

function resolve(kind: string, name: string): ChosenVoice {
  const kept = keptVoices()[name];
  if (kind === 'server') return { kind, name };
  return kind === 'browser' && kept ? { kind, name, voice: kept } : { kind: 'none' };
}
