import { h } from '../shared/dom.ts';
import { swatch } from '../shared/emotions.ts';
import { seconds } from '../shared/pure/format.ts';
import { Recorder } from '../shared/recorder.ts';
import type { sentences } from './sentences.ts';

/** One sentence: read, record, listen, do it again. */
export class Sentence {
  readonly element: HTMLElement;
  clip: Blob | null = null;
  private readonly recorder: Recorder;
  private readonly heard = h('div', { class: 'heard' });
  private readonly number: number;
  private readonly changed: () => void;
  private url: string | null = null;

  constructor(number: number, sentence: (typeof sentences)[number], changed: () => void) {
    this.number = number;
    this.changed = changed;
    this.recorder = new Recorder(` sentence ${number}`, (wav, length) => this.take(wav, `recorded, ${seconds(length)}`));
    const input = h('input', {
      type: 'file', accept: 'audio/*', class: 'hidden', tabindex: '-1', 'aria-label': `Audio file of sentence ${number}`,
      onchange: () => { if (input.files?.[0]) this.take(input.files[0], input.files[0].name); },
    });
    this.element = h('li', { class: 'sentence' },
      h('p', { class: 'mood' }, swatch(sentence.mood), `${number}. ${sentence.mood}`),
      h('blockquote', null, `“${sentence.text}”`),
      h('p', { class: 'hint' }, sentence.how),
      this.recorder.element,
      h('button', { type: 'button', class: 'quiet', onclick: () => input.click() }, 'or choose a file', h('span', { class: 'hidden' }, ` for sentence ${number}`)), input,
      this.heard);
  }

  /** Lets go of the microphone and the recording. */
  close(): void {
    this.recorder.close();
    if (this.url) URL.revokeObjectURL(this.url);
  }

  private take(clip: Blob, what: string): void {
    this.clip = clip;
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = URL.createObjectURL(clip);
    this.heard.replaceChildren(
      h('p', null, `✓ ${what}`), h('audio', { controls: true, src: this.url, 'aria-label': `Sentence ${this.number}, as recorded` }));
    this.recorder.rename(`Record sentence ${this.number} again`);
    this.element.classList.add('done');
    this.changed();
  }
}
