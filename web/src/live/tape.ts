import type { Segment } from '../shared/contract.ts';
import { h, vars } from '../shared/dom.ts';
import { colorOf, heardTag } from '../shared/emotions.ts';
import { list, percent, seconds, span } from '../shared/pure/format.ts';
import { heard, runs, secondsByEmotion, speechSeconds } from '../shared/pure/segments.ts';

const mostCells = 120;
const mostRows = 30;
const mostRecent = 5;

/** The answers as they came: a strip of the last minute, and all of them, joined, as a table. */
export class Tape {
  private segments: Segment[] = [];
  private readonly strip = h('div', { class: 'tape', role: 'img', 'aria-label': 'No answers yet' });
  private readonly rows = h('tbody');
  private readonly recent = h('ul', { class: 'words' });
  readonly element = h('div', null,
    this.strip, this.recent,
    h('details', null, h('summary', null, 'The answers as a table'),
      h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'The answers as a table' },
        h('table', null, h('thead', null, h('tr', null, ['Time', 'Emotion', 'Sure'].map((t) => h('th', { scope: 'col', class: 'text' }, t)))), this.rows))));

  get all(): readonly Segment[] {
    return this.segments;
  }

  /** How long each emotion was heard, the longest first. */
  summary(): string {
    const sums = secondsByEmotion(this.segments);
    const all = speechSeconds(this.segments);
    if (all === 0) return 'No speech was heard.';
    return `Heard ${seconds(all)} of speech${sums.length === 0 ? '' : `: ${list(sums.map(([emotion, s]) => `${emotion} ${percent(s / all)}`))}`}.`;
  }

  push(segment: Segment): void {
    this.segments.push(segment);
    const emotion = segment.speech ? segment.emotion : null;
    this.strip.append(vars(
      h('span', { class: segment.uncertain ? 'doubt' : '', title: `${span(segment.startSeconds, segment.endSeconds)}: ${heard(segment)}` }),
      { '--color': colorOf(emotion), '--share': emotion ? (segment.confidence ?? 0) : 0.06 }));
    while (this.strip.children.length > mostCells) this.strip.firstElementChild!.remove();
    const last = runs(this.segments.slice(-mostCells));
    this.strip.setAttribute('aria-label', `The last answers: ${last.slice(-6).map((r) => `${heard(r)} ${span(r.startSeconds, r.endSeconds)}`).join(', ')}`);
    this.recent.replaceChildren(...last.slice(-mostRecent).map((r) => h('li', null, heardTag(r, r.uncertain ? '?' : ''), ' ', h('small', null, span(r.startSeconds, r.endSeconds)))));
    this.rows.replaceChildren(...last.slice(-mostRows).reverse().map((r) => h('tr', null,
      h('th', { scope: 'row' }, span(r.startSeconds, r.endSeconds)),
      h('td', { class: 'text' }, heardTag(r, r.uncertain ? ' (uncertain)' : '')),
      h('td', null, r.emotion == null || r.confidence == null ? '–' : percent(r.confidence)))));
  }
}
