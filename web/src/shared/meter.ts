import { h, vars } from './dom.ts';
import { levelDb, peak } from './pure/pcm.ts';

const lowest = -60;

/** A level meter: how loud the last tenth of a second was, in dB below full scale, and whether it was too loud. */
export class Meter {
  private readonly scale = vars(
    h('div', { class: 'scale', role: 'meter', 'aria-label': 'Level', 'aria-valuemin': lowest, 'aria-valuemax': 0, 'aria-valuenow': lowest },
      h('span')), { '--level': 0 });
  private readonly text = h('output', null, '– dBFS');
  private blocks: Float32Array[] = [];
  private loudUntil = 0;
  readonly element = h('div', { class: 'level' }, h('span', null, 'Level'), this.scale, this.text);

  /** Takes a block of 20 ms; the display changes every fifth one. */
  push(block: Float32Array): void {
    this.blocks.push(block);
    if (this.blocks.length < 5) return;
    const level = Math.max(...this.blocks.map(levelDb));
    const now = performance.now();
    if (Math.max(...this.blocks.map(peak)) >= 0.999) this.loudUntil = now + 1500;
    this.blocks = [];
    const loud = now < this.loudUntil;
    this.scale.classList.toggle('loud', loud);
    const shown = Math.max(lowest, Math.min(0, level));
    this.scale.setAttribute('aria-valuenow', shown.toFixed(0));
    this.scale.setAttribute('aria-valuetext', `${shown.toFixed(0)} dB below full scale${loud ? ', too loud' : ''}`);
    vars(this.scale, { '--level': 1 - shown / lowest });
    this.text.textContent = `${level <= -100 ? 'silence' : `${level.toFixed(0)} dBFS`}${loud ? ', too loud' : ''}`;
  }
}
