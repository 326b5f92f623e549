/** Samples as they lie in a file: [frames, channels], -1 to 1. */
export interface Interleaved {
  rate: number;
  channels: number;
  samples: Float32Array;
}

/** What is wrong with a recording, in a sentence for people. */
export class AudioFault extends Error {}

const again = 'Export it again as WAV of 16 bit.';

/** Reads a WAV file (RIFF; PCM of 8 to 32 bits, float, A-law, µ-law); null where it is none, or one that is not read here. */
export function readWav(bytes: Uint8Array): Interleaved | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || word(0) !== 'RIFF' || word(8) !== 'WAVE') return null;
  let format: { tag: number; channels: number; rate: number; width: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (word(at) === 'data') {
      if (!format) throw new AudioFault(`Its samples come before what says how they are stored. ${again}`);
      return decode(view, body, sizeOf(size, bytes.length - body), format);
    }
    if (body + size > bytes.length) break;
    if (word(at) === 'fmt ' && size >= 16) {
      const named = view.getUint16(body, true);
      const channels = view.getUint16(body + 2, true);
      const bits = view.getUint16(body + 14, true);
      const block = view.getUint16(body + 12, true);
      const tag = named === 0xFFFE && size >= 26 ? view.getUint16(body + 24, true) : named;
      format = { tag, channels, rate: view.getUint32(body + 4, true), width: widthOf(tag, channels, bits, block) };
    }
    at = body + size + (size % 2 === 1 && bytes[body + size] === 0 ? 1 : 0);
  }
  throw new AudioFault(`It ends before its samples. ${again}`);
}

/** How many bytes of samples there are: writers that could not go back leave 0 or the largest number. */
function sizeOf(claimed: number, left: number): number {
  if (claimed <= left && claimed > 0) return claimed;
  if (claimed === 0 || claimed >= 0x7FFF0000) return left;
  throw new AudioFault(`It claims more samples than it holds: it was cut off. ${again}`);
}

function widthOf(tag: number, channels: number, bits: number, block: number): number {
  const width = (bits + 7) >> 3;
  return tag === 1 && block % channels === 0 && block / channels > width ? block / channels : width;
}

function decode(view: DataView, start: number, size: number, { tag, channels, rate, width }: { tag: number; channels: number; rate: number; width: number }): Interleaved | null {
  const read = readerOf(view, tag, width);
  if (!read || channels < 1 || rate < 100) return null;
  const frames = Math.floor(size / (channels * width));
  const samples = new Float32Array(frames * channels);
  for (let i = 0, at = start; i < samples.length; i++, at += width) samples[i] = read(at);
  return { rate, channels, samples };
}

/** Whole numbers of n bits are divided by 2^(n-1). */
function readerOf(view: DataView, tag: number, width: number): ((at: number) => number) | null {
  switch (`${tag}/${width}`) {
    case '1/1': return (at) => (view.getUint8(at) - 128) / 128;
    case '1/2': return (at) => view.getInt16(at, true) / 32768;
    case '1/3': return (at) => ((view.getInt8(at + 2) << 16) | (view.getUint8(at + 1) << 8) | view.getUint8(at)) / 8388608;
    case '1/4': return (at) => Math.fround(view.getInt32(at, true)) / 2147483648;
    case '3/4': return (at) => view.getFloat32(at, true);
    case '3/8': return (at) => view.getFloat64(at, true);
    case '6/1': return (at) => aLaw(view.getUint8(at)) / 32768;
    case '7/1': return (at) => muLaw(view.getUint8(at)) / 32768;
    default: return null;
  }
}

/** ITU-T G.711 A-law: even bits inverted, sign, 3 bits of segment, 4 of step. */
function aLaw(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code >> 4) & 7;
  const magnitude = ((code & 15) << 4) + 8;
  const scaled = segment > 0 ? (magnitude + 256) << (segment - 1) : magnitude;
  return (code & 0x80) !== 0 ? scaled : -scaled;
}

/** ITU-T G.711 µ-law: all bits inverted, sign, 3 bits of segment, 4 of step, a bias of 132. */
function muLaw(byte: number): number {
  const code = ~byte;
  const magnitude = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return (code & 0x80) !== 0 ? -magnitude : magnitude;
}
