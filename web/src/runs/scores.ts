import type { Evaluation } from '../shared/contract.ts';
import { h } from '../shared/dom.ts';
import { tag } from '../shared/emotions.ts';
import { interval, percent, score } from '../shared/pure/format.ts';
import { protocolWords } from './words.ts';

/** The scores with what they mean. */
export function scores(e: Evaluation): HTMLElement {
  const words = protocolWords(e);
  const chance = 1 / Math.max(1, e.labels.length);
  const cards: [string, string, string][] = [
    ['UAR', 'uar', `the mean over the emotions of how many of each are right; chance is ${score(chance)}`],
    ['Accuracy', 'accuracy', 'how many of all are right'],
    ['Macro F1', 'macroF1', 'the mean F1 of the emotions'],
    ['Calibration error', 'ece', 'how far the confidence is from how often it is right'],
  ];
  return h('section', { 'aria-labelledby': 'scores' },
    h('h2', { id: 'scores' }, 'Scores'),
    h('div', { class: `notice ${words.good ? 'good' : 'warn'}` }, h('p', null, words.text)),
    h('dl', { class: 'facts scores' }, cards.filter(([, key]) => e.metrics[key] != null).map(([name, key, meaning]) => h('div', null,
      h('dt', null, name),
      h('dd', null, h('span', { class: 'big' }, score(e.metrics[key])),
        e.intervals[key] && h('small', null, `95 % interval ${interval(e.intervals[key])}`), h('small', null, meaning))))));
}

/** Recall and precision of each emotion. */
export function classes(e: Evaluation): HTMLElement {
  return h('section', { 'aria-labelledby': 'classes' },
    h('h2', { id: 'classes' }, 'Each emotion'),
    h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Each emotion' },
      h('table', { class: 'wide' },
        h('thead', null, h('tr', null, ['Emotion', 'Recall', 'Precision', 'F1', 'Tested'].map((t, i) => h('th', { scope: 'col', class: i === 0 ? 'text' : '' }, t)))),
        h('tbody', null, e.perClass.map((c) => h('tr', null, h('th', { scope: 'row' }, tag(c.label)),
          h('td', null, percent(c.recall)), h('td', null, percent(c.precision)), h('td', null, score(c.f1)), h('td', null, c.support)))))));
}
