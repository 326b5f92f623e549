import type { Evaluation } from '../shared/contract.ts';
import { h, vars } from '../shared/dom.ts';
import { percent } from '../shared/pure/format.ts';

/** The confusion matrix: rows are the truth; a cell opens its clips. */
export function confusion(e: Evaluation, open: (truth: string, answer: string) => void): HTMLElement {
  return h('section', { 'aria-labelledby': 'confusion' },
    h('h2', { id: 'confusion' }, 'What was taken for what'),
    h('p', { class: 'hint' }, 'Rows: what it was. Columns: what the model answered. In a cell: the share of its row, and how many. A cell opens its clips.'),
    h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Confusion matrix' },
      h('table', { class: 'confusion' },
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'was'), e.labels.map((l) => h('th', { scope: 'col' }, l)))),
        h('tbody', null, e.confusion.map((row, i) => {
          const total = row.reduce((a, b) => a + b, 0);
          return h('tr', null, h('th', { scope: 'row' }, e.labels[i]), row.map((n, j) => cell(e, i, j, n, total, open)));
        })))));
}

function cell(e: Evaluation, i: number, j: number, n: number, total: number, open: (truth: string, answer: string) => void): HTMLElement {
  const [truth, answer] = [e.labels[i], e.labels[j]];
  const share = total > 0 ? n / total : 0;
  const td = vars(h('td', { class: i === j ? 'hit' : '' }), { '--share': share });
  if (n === 0) td.append(h('span', { class: 'none' }, '0'));
  else {
    td.append(h('button', { type: 'button', onclick: () => open(truth, answer) },
      h('span', { class: 'hidden' }, `${truth} answered as ${answer}: `), h('b', null, percent(share)),
      h('span', { class: 'hidden' }, ', '), h('small', null, n), h('span', { class: 'hidden' }, n === 1 ? ' clip' : ' clips')));
  }
  return td;
}
