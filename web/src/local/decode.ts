import type { Clip } from './answer.ts';
import { downmix } from './sound/downmix.ts';
import { rateOf } from './sound/rates.ts';
import { AudioFault, type Interleaved, readWav } from './sound/wav.ts';

const usualRate = 48000;

/** The sound of a file in one channel: WAV as the service reads it, other formats as the browser does, at the file's own rate. */
export async function decode(file: Blob): Promise<Clip> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sound = readWav(bytes) ?? await decoded(bytes);
  const samples = downmix(sound);
  if (!samples.every(Number.isFinite)) throw new AudioFault('It holds samples that are no numbers. Export it again.');
  return { rate: sound.rate, samples };
}

async function decoded(bytes: Uint8Array<ArrayBuffer>): Promise<Interleaved> {
  let buffer: AudioBuffer;
  try {
    buffer = await new OfflineAudioContext(1, 1, rateOf(bytes) ?? usualRate).decodeAudioData(bytes.buffer);
  } catch {
    throw new AudioFault('This browser cannot read it: it is no audio, or of a format that only the service reads.');
  }
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, c) => buffer.getChannelData(c));
  const samples = new Float32Array(buffer.length * channels.length);
  channels.forEach((channel, c) => channel.forEach((s, i) => { samples[i * channels.length + c] = s; }));
  return { rate: buffer.sampleRate, channels: channels.length, samples };
}
