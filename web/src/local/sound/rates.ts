const mpegRates = [[11025, 12000, 8000], null, [22050, 24000, 16000], [44100, 48000, 32000]];

/** The rate that a FLAC, Ogg (Opus, Vorbis) or mp3 file says it has; null for other files. */
export function rateOf(bytes: Uint8Array): number | null {
  const word = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (word(0, 4) === 'fLaC') return bytes[18] << 12 | bytes[19] << 4 | bytes[20] >> 4;
  if (word(0, 4) === 'OggS') {
    if (word(28, 8) === 'OpusHead') return 48000;
    return word(28, 7) === '\x01vorbis' ? bytes[40] | bytes[41] << 8 | bytes[42] << 16 : null;
  }
  const start = word(0, 3) === 'ID3' ? 10 + (bytes[6] << 21 | bytes[7] << 14 | bytes[8] << 7 | bytes[9]) : 0;
  if (bytes[start] !== 0xFF || (bytes[start + 1] & 0xE0) !== 0xE0) return null;
  return mpegRates[bytes[start + 1] >> 3 & 3]?.[bytes[start + 2] >> 2 & 3] ?? null;
}
