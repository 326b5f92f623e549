/** The power spectra of frames in a Hann window, in double precision; the length is a power of two. */
export class PowerSpectrum {
  readonly bins: number;
  readonly window: Float64Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  private readonly reversed: Uint32Array;

  constructor(readonly size: number) {
    this.bins = size / 2 + 1;
    this.window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size));
    [this.re, this.im] = [new Float64Array(size), new Float64Array(size)];
    this.cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos(2 * Math.PI * i / size));
    this.sin = Float64Array.from({ length: size / 2 }, (_, i) => -Math.sin(2 * Math.PI * i / size));
    const bits = Math.log2(size);
    this.reversed = Uint32Array.from({ length: size }, (_, i) => {
      let r = 0;
      for (let b = 0; b < bits; b++) r |= ((i >> b) & 1) << (bits - 1 - b);
      return r;
    });
  }

  /** The power of each bin of the frame that begins at a place; beyond the signal's ends there is silence. */
  of(samples: Float32Array, start: number, power: Float32Array): void {
    const { size, re, im } = this;
    for (let i = 0; i < size; i++) {
      const at = start + i;
      re[this.reversed[i]] = at >= 0 && at < samples.length ? samples[at] * this.window[i] : 0;
    }
    im.fill(0);
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let base = 0; base < size; base += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = this.cos[k * stride];
          const s = this.sin[k * stride];
          const a = base + k;
          const b = a + half;
          const x = re[b] * c - im[b] * s;
          const y = re[b] * s + im[b] * c;
          re[b] = re[a] - x;
          im[b] = im[a] - y;
          re[a] += x;
          im[a] += y;
        }
      }
    }
    for (let k = 0; k < this.bins; k++) power[k] = re[k] * re[k] + im[k] * im[k];
  }
}
