import type { Segment } from '../shared/contract.ts';
import { h, vars } from '../shared/dom.ts';
import { colorOf, tag } from '../shared/emotions.ts';
import { percent, span } from '../shared/pure/format.ts';
import { runs } from '../shared/pure/segments.ts';

const mostCells = 120;
const mostRows = 30;

/** The answers as they came: a strip of the last minute, and all of them, joined, as a table. */
export class Tape {
  private segments: Segment[] = [];
  private readonly strip = h('div', { class: 'tape', role: 'img', 'aria-label': 'No answers yet' });
  private readonly rows = h('tbody');
  readonly element = h('div', null,
    this.strip,
    h('details', null, h('summary', null, 'The answers as a table'),
      h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'The answers as a table' },
        h('table', null, h('thead', null, h('tr', null, ['Time', 'Emotion', 'Sure'].map((t) => h('th', { scope: 'col', class: 'text' }, t)))), this.rows))));

  get all(): readonly Segment[] {
    return this.segments;
  }

  push(segment: Segment): void {
    this.segments.push(segment);
    const emotion = segment.speech ? segment.emotion : null;
    this.strip.append(vars(
      h('span', { class: segment.uncertain ? 'doubt' : '', title: `${span(segment.startSeconds, segment.endSeconds)}: ${emotion ?? 'no speech'}` }),
      { '--color': colorOf(emotion), '--share': emotion ? (segment.confidence ?? 0) : 0.06 }));
    while (this.strip.children.length > mostCells) this.strip.firstElementChild!.remove();
    const last = runs(this.segments.slice(-mostCells));
    this.strip.setAttribute('aria-label', `The last answers: ${last.slice(-6).map((r) => `${r.emotion ?? 'no speech'} ${span(r.startSeconds, r.endSeconds)}`).join(', ')}`);
    this.rows.replaceChildren(...last.slice(-mostRows).reverse().map((r) => h('tr', null,
      h('th', { scope: 'row' }, span(r.startSeconds, r.endSeconds)),
      h('td', { class: 'text' }, tag(r.emotion, r.uncertain ? ' (uncertain)' : '')),
      h('td', null, r.confidence == null ? '–' : percent(r.confidence)))));
  }
}
