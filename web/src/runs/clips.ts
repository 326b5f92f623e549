import { ask, json, reason } from '../shared/api.ts';
import type { Answer } from '../shared/contract.ts';
import { announce, fill, h } from '../shared/dom.ts';
import { tag } from '../shared/emotions.ts';
import { count, percent } from '../shared/pure/format.ts';

const page = 100;

/** The clips of a run that a filter finds, to be heard. */
export class Clips {
  readonly element = h('section', { 'aria-labelledby': 'clips', id: 'clips-panel', hidden: true });
  private readonly run: string;
  private urls: string[] = [];
  private asked = 0;

  constructor(run: string) {
    this.run = run;
  }

  /** Shows the clips of a filter, and takes the focus to them. */
  async show(title: string, filter: Record<string, string>): Promise<void> {
    const mine = ++this.asked;
    this.destroy();
    const heading = h('h2', { id: 'clips', tabindex: '-1' }, title);
    const list = h('ul', { class: 'clips' });
    const more = h('div', { class: 'actions' });
    this.element.hidden = false;
    fill(this.element, heading, h('p', { class: 'busy' }, 'Looking for the clips …'));
    heading.focus();
    this.element.scrollIntoView({ block: 'start' });
    const load = async (offset: number): Promise<void> => {
      const query = new URLSearchParams({ ...filter, offset: String(offset), limit: String(page) });
      const found = await json<{ total: number; answers: Answer[] }>(`v1/trainings/${encodeURIComponent(this.run)}/answers?${query}`);
      if (mine !== this.asked) return;
      list.append(...found.answers.map((a) => this.row(a)));
      const shown = offset + found.answers.length;
      fill(more, shown < found.total && h('button', { type: 'button', onclick: () => { void load(shown); } }, `Show more (${found.total - shown} left)`),
        h('button', { type: 'button', onclick: () => this.close() }, 'Close'));
      if (offset > 0) return;
      fill(this.element, heading, h('p', { class: 'hint' }, `${count(found.total, 'clip')}. None is sent before you play it.`), list, more);
      announce(`${title}: ${count(found.total, 'clip')}`);
    };
    try {
      await load(0);
    } catch (e) {
      fill(this.element, heading, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
    }
  }

  /** Lets go of what was fetched. */
  destroy(): void {
    for (const url of this.urls) URL.revokeObjectURL(url);
    this.urls = [];
  }

  private close(): void {
    this.destroy();
    this.element.hidden = true;
    fill(this.element);
    document.getElementById('content')!.focus();
  }

  private row(a: Answer): HTMLElement {
    const place = h('span', { class: 'sound' });
    const button = h('button', { type: 'button', 'aria-label': `Play ${a.file}`, onclick: () => { void this.play(a, place, button); } }, 'Play');
    const about = [a.speaker, a.corpus].filter((t) => t != null && t !== '').join(', ');
    return h('li', null, button,
      h('span', { class: 'about' }, h('b', null, a.file), about && h('small', null, about)),
      h('span', null, tag(a.truth), ' → ', tag(a.answer, ` ${percent(a.confidence)}`)), place);
  }

  private async play(a: Answer, place: HTMLElement, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    try {
      const response = await ask(`v1/trainings/${encodeURIComponent(this.run)}/clips/${a.id}`);
      const url = URL.createObjectURL(await response.blob());
      this.urls.push(url);
      const audio = h('audio', { controls: true, src: url, 'aria-label': a.file });
      for (const other of this.element.querySelectorAll('audio')) other.pause();
      fill(place, audio);
      await audio.play().catch(() => { /* The browser wants one more press. */ });
      button.textContent = 'Play again';
    } catch (e) {
      fill(place, h('span', { role: 'alert' }, reason(e)));
    } finally {
      button.disabled = false;
    }
  }
}
