import { reason } from './api.ts';
import { announce, fill, h } from './dom.ts';
import { Meter } from './meter.ts';
import { Microphone } from './microphone.ts';
import { seconds } from './pure/format.ts';
import { join, toWav } from './pure/pcm.ts';

const longest = 300;

/** A button that records and, pressed again, hands over a WAV file of 16 bit: nothing is lost to a codec on the way. */
export class Recorder {
  readonly element: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly status = h('div', { class: 'recorder-status' });
  private readonly what: string;
  private readonly done: (wav: Blob, seconds: number) => void;
  private microphone: Microphone | null = null;
  private opening = false;
  private blocks: Float32Array[] = [];
  private samples = 0;

  /** @param what What is recorded, behind "Record" and "Stop recording" in the button's name. */
  constructor(what: string, done: (wav: Blob, seconds: number) => void) {
    this.what = what;
    this.done = done;
    this.button = h('button', { type: 'button', onclick: () => { void this.toggle(); } }, `Record${what}`);
    this.element = h('div', { class: 'recorder' }, this.button, this.status);
  }

  /** What the button says when nothing is recorded. */
  rename(text: string): void {
    if (!this.microphone) this.button.textContent = text;
    this.idle = text;
  }

  private idle: string | null = null;

  /** Lets go of the microphone; what was recorded is dropped. */
  close(): void {
    this.microphone?.close();
    this.microphone = null;
  }

  private async toggle(): Promise<void> {
    if (this.microphone) this.finish();
    else if (!this.opening) await this.start();
  }

  private async start(): Promise<void> {
    this.opening = true;
    this.blocks = [];
    this.samples = 0;
    const meter = new Meter();
    const time = h('span', { class: 'hint' }, '0.0 s');
    try {
      this.microphone = await Microphone.open((block) => {
        if (!this.microphone) return;
        this.blocks.push(block);
        this.samples += block.length;
        meter.push(block);
        const length = this.samples / this.microphone.rate;
        time.textContent = seconds(length);
        if (length >= longest) this.finish();
      });
      this.button.textContent = `Stop recording${this.what}`;
      this.button.classList.add('recording');
      fill(this.status, time, meter.element);
      announce('Recording. Press the button again to stop.');
    } catch (e) {
      fill(this.status, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
    } finally {
      this.opening = false;
    }
  }

  private finish(): void {
    const microphone = this.microphone;
    if (!microphone) return;
    this.close();
    this.button.textContent = this.idle ?? `Record${this.what}`;
    this.button.classList.remove('recording');
    fill(this.status);
    if (this.samples < microphone.rate / 5) {
      announce('That was too short.');
      fill(this.status, h('p', { class: 'hint' }, 'That was too short: press, speak, and press again.'));
      return;
    }
    const wav = toWav(join(this.blocks), microphone.rate);
    this.done(new Blob([wav], { type: 'audio/wav' }), this.samples / microphone.rate);
  }
}
