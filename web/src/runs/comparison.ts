import { json, reason } from '../shared/api.ts';
import type { Comparison } from '../shared/contract.ts';
import { fill, h } from '../shared/dom.ts';
import { interval, percent, score } from '../shared/pure/format.ts';

/** Two runs side by side. */
export function comparison(root: HTMLElement, a: string, b: string): void {
  const body = h('div', null, h('p', { class: 'busy' }, 'Comparing …'));
  root.append(h('p', { class: 'crumb' }, h('a', { href: '#/runs' }, 'All runs')), h('h1', { tabindex: '-1' }, 'Two runs compared'), body);
  json<Comparison>(`v1/trainings/compare?${new URLSearchParams({ a, b })}`).then(
    (c) => fill(body, show(c)),
    (e: unknown) => fill(body, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e)))));
}

function show(c: Comparison): HTMLElement {
  const link = (name: string) => h('a', { href: `#/runs/${encodeURIComponent(name)}` }, name);
  const row = (title: string, a: string, b: string) => h('tr', null, h('th', { scope: 'row' }, title), h('td', null, a), h('td', null, b));
  const share = (n: number) => (c.common > 0 ? percent(n / c.common) : '–');
  const counted: [string, number][] = [['Both right', c.both], ['Only A right', c.onlyA], ['Only B right', c.onlyB], ['Neither right', c.neither]];
  return h('section', null,
    h('p', { class: 'verdict' }, verdict(c)),
    h('p', null, `UAR of A minus UAR of B: ${signed(c.uarDifference)}${c.interval ? `, 95 % interval ${interval(c.interval)}` : ''}${c.p == null ? '' : `, p = ${c.p.toFixed(3)}`}. `,
      h('span', { class: 'hint' }, 'p is how often chance alone, with other speakers, would make so large a difference.')),
    h('div', { class: 'two' },
      h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Scores of both' },
        h('table', { class: 'wide' }, h('thead', null, h('tr', null, h('td'), h('th', { scope: 'col' }, 'A'), h('th', { scope: 'col' }, 'B'))),
          h('tbody', null, h('tr', null, h('th', { scope: 'row' }, 'Run'), h('td', null, link(c.a.name)), h('td', null, link(c.b.name))),
            row('Recipe', c.a.recipe ?? '–', c.b.recipe ?? '–'), row('UAR', score(c.a.uar), score(c.b.uar)), row('Accuracy', score(c.a.accuracy), score(c.b.accuracy))))),
      h('div', null,
        h('table', { class: 'wide' }, h('caption', null, `${c.common} utterances that both were tested on`),
          h('tbody', null, counted.map(([title, n]) => h('tr', null, h('th', { scope: 'row' }, title), h('td', null, n), h('td', null, share(n)))))))));
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function verdict(c: Comparison): string {
  if (c.common === 0) return 'They were not tested on the same utterances: nothing can be said.';
  if (c.p == null) return `${c.uarDifference >= 0 ? 'A' : 'B'} has the higher score; whether that would hold with other speakers was not tested.`;
  return c.p < 0.05 ? `${c.uarDifference > 0 ? 'A' : 'B'} is better, and more than chance would make it.` : 'No difference that would surely hold with other speakers.';
}
