/** When each sample was captured, to tell how long an answer took. */
export class Delays {
  private readonly rate: number;
  private readonly blocks: { end: number; at: number }[] = [];
  private samples = 0;

  constructor(rate: number) {
    this.rate = rate;
  }

  /** Notes that so many samples came at a time, in seconds of any clock. Five minutes are remembered. */
  push(count: number, at: number): void {
    this.samples += count;
    this.blocks.push({ end: this.samples, at });
    while (this.blocks.length > 0 && this.samples - this.blocks[0].end > this.rate * 300) this.blocks.shift();
  }

  /** How long ago, at `now`, the sound before this moment of the recording was complete; null where it is not or no longer known. */
  since(seconds: number, now: number): number | null {
    const sample = Math.floor(seconds * this.rate);
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].end < sample) low = middle + 1;
      else high = middle;
    }
    return low < this.blocks.length ? now - this.blocks[low].at : null;
  }
}
