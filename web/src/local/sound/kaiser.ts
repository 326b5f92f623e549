const seriesLength = 26;

/** A low-pass filter around 0: sinc times Kaiser window, whose I0 is a power series. */
export class KaiserSinc {
  readonly halfWidth: number;
  private readonly cutOff: number;
  private readonly inverseSquare: number;
  private readonly series = new Float64Array(seriesLength);

  /**
   * @param cutOff The middle of the transition band, as a part of the Nyquist frequency of samples one apart.
   * @param halfWidth Where the window ends, in samples.
   */
  constructor(beta: number, cutOff: number, halfWidth: number) {
    this.cutOff = cutOff;
    this.halfWidth = halfWidth;
    this.inverseSquare = 1 / (halfWidth * halfWidth);
    this.series[0] = 1;
    let sum = 1;
    for (let k = 1; k < seriesLength; k++) {
      this.series[k] = this.series[k - 1] * (beta * beta / 4) / (k * k);
      sum += this.series[k];
    }
    for (let k = 0; k < seriesLength; k++) this.series[k] /= sum;
  }

  at(t: number): number {
    const u = 1 - t * t * this.inverseSquare;
    if (u < 0) return 0;
    let window = 0;
    for (let k = seriesLength - 1; k >= 0; k--) window = window * u + this.series[k];
    const sinc = Math.abs(t) < 1e-9 ? this.cutOff : Math.sin(Math.PI * this.cutOff * t) / (Math.PI * t);
    return window * sinc;
  }
}
