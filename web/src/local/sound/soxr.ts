import { KaiserSinc } from './kaiser.ts';

const cutOff = 0.956872;
const oneStep = { beta: 13.04, length: 193 };
const severalSteps = { beta: 13.711, length: 202.8 };
const interpolatorBeta = 14.06;
const mostInterpolatorTaps = 16;
const tableSteps = 1024;

/** The impulse response of soxr's HQ setting for one ratio of rates, with the parameters that the service's resampler (`SoxrResponse`) has. */
export class SoxrResponse {
  /** Where the response ends, in input samples. */
  readonly halfWidth: number;
  /** Outputs at the start of a signal that have taps of their own. */
  readonly startRows: number = 0;
  private readonly stretch: number;
  private readonly steep: KaiserSinc;
  private readonly interpolator: KaiserSinc | null = null;
  private readonly steepTaps = new Float64Array(0);
  private readonly steepReach: number = 0;
  private readonly stepDenominator: number = 1;
  private readonly step: number = 1;
  private readonly table: Float64Array | null = null;

  /** @param up The output rate over the greatest common divisor of both. @param down The input rate over it. */
  constructor(up: number, down: number) {
    this.stretch = Math.max(1, down / up);
    let halvings = 0;
    let ratio = down / up;
    for (; ratio >= 4; ratio /= 2) halvings++;
    const most = Math.max(up, down);
    if ((most <= 4 && down < 4 * up && !(up === 2 && down === 4)) || (up === 5 && down === 1)) {
      this.steep = steepFilter(oneStep, most === 4 ? 0.5 : 1 / most);
      this.halfWidth = this.steep.halfWidth * this.stretch;
      return;
    }
    if (ratio === 2 || ratio === 3 || (down === 1 && (up === 6 || up === 8))) {
      this.steep = steepFilter(severalSteps, ratio >= 2 ? 1 / ratio : 2 / up);
      this.halfWidth = this.steep.halfWidth * this.stretch;
      return;
    }
    if (ratio > 1.5 && ratio < 2) {
      this.step = ratio / 2;
      this.steep = steepFilter(severalSteps, 0.5);
      [this.steepTaps, this.steepReach] = sampled(this.steep, 0.5);
      const interpolator = this.interpolator = new KaiserSinc(interpolatorBeta, 0.9033 / this.step, Math.trunc(16 * this.step) / 2);
      this.table = Float64Array.from({ length: Math.trunc(interpolator.halfWidth * tableSteps) + 2 }, (_, i) => interpolator.at(i / tableSteps));
      this.halfWidth = this.steepReach * this.step + interpolator.halfWidth;
      this.startRows = Math.trunc(this.steepReach / 2) + 1;
      return;
    }
    const doubled = ratio < 1.5;
    this.step = doubled ? 2 : 1 / (1 << halvings);
    this.stepDenominator = doubled ? 1 : 1 << halvings;
    const spacing = 1 / (this.stretch * this.step);
    this.steep = steepFilter(severalSteps, spacing);
    [this.steepTaps, this.steepReach] = sampled(this.steep, spacing);
    const middle = 0.85647 + 0.10478 * spacing;
    const transition = 2 * (2 - 0.9137 * spacing - middle);
    this.interpolator = new KaiserSinc(interpolatorBeta, middle, Math.min(mostInterpolatorTaps, Math.trunc(1 + 17.9 / transition)) / 2);
    this.halfWidth = (this.steepReach + this.interpolator.halfWidth) / this.step;
    if (halvings === 0) this.startRows = Math.ceil(this.interpolator.halfWidth / this.step * up / down);
  }

  /**
   * Computes the taps of one output.
   * @param before Taps before the input sample at or left of the output.
   * @param fraction How far right of that sample the output lies.
   * @param first The input sample that the first tap multiplies; null for an output far from the signal's start.
   */
  fillRow(row: Float32Array, before: number, fraction: number, first: number | null): void {
    if (!this.interpolator) {
      for (let k = 0; k < row.length; k++) row[k] = this.steep.at((k - before - fraction) / this.stretch) / this.stretch;
    } else if (this.table) {
      this.fillInterpolatedFirst(row, before + fraction, first == null ? null : Math.round((first + before + fraction) / this.stretch));
    } else {
      this.fillInterpolatedLast(row, before + fraction, first);
    }
  }

  private fillInterpolatedLast(row: Float32Array, place: number, first: number | null): void {
    const weights = new Float64Array(mostInterpolatorTaps + 2);
    const reach = weights.length / 2;
    for (let start = 0; start < this.stepDenominator; start++) {
      const here = (place - start) * this.step;
      const whole = Math.floor(here);
      for (let r = 0; r < weights.length; r++) weights[r] = this.interpolator!.at(here - whole - (r + 1 - reach)) / this.stretch;
      for (let k = start; k < row.length; k += this.stepDenominator) {
        const lowest = whole - Math.trunc((k - start) * this.step) + 1 - reach;
        const index = lowest + this.steepReach;
        let from = Math.max(0, -index);
        if (first != null) from = Math.max(from, Math.ceil(-(first + k) * this.step) - lowest);
        const to = Math.min(weights.length, this.steepTaps.length - index);
        let sum = 0;
        for (let r = from; r < to; r++) sum += weights[r] * this.steepTaps[index + r];
        row[k] = sum;
      }
    }
  }

  private fillInterpolatedFirst(row: Float32Array, place: number, output: number | null): void {
    const table = this.table!;
    const reach = this.interpolator!.halfWidth;
    const last = output == null ? this.steepReach : Math.min(2 * output, this.steepReach);
    for (let k = 0; k < row.length; k++) {
      const offset = place - k;
      const from = Math.max(-this.steepReach, Math.ceil((offset - reach) / this.step));
      const to = Math.min(last, Math.floor((offset + reach) / this.step));
      let sum = 0;
      for (let m = from; m <= to; m++) {
        const at = Math.abs(offset - m * this.step) * tableSteps;
        const index = Math.trunc(at);
        if (index + 1 >= table.length) continue;
        sum += this.steepTaps[m + this.steepReach] * (table[index] + (at - index) * (table[index + 1] - table[index]));
      }
      row[k] = sum / 2;
    }
  }
}

function sampled(filter: KaiserSinc, spacing: number): [Float64Array<ArrayBuffer>, number] {
  const reach = Math.trunc(filter.halfWidth / spacing);
  return [Float64Array.from({ length: 2 * reach + 1 }, (_, m) => filter.at((m - reach) * spacing)), reach];
}

/** The steep filter: 4k + 1 taps at the spacing, which is given in samples of the lower rate. */
function steepFilter({ beta, length }: { beta: number; length: number }, spacing: number): KaiserSinc {
  let taps = Math.ceil(length / spacing);
  taps += ((1 - taps) % 4 + 4) % 4;
  return new KaiserSinc(beta, cutOff, taps * spacing / 2);
}
