import { download } from '../shared/download.ts';
import { h } from '../shared/dom.ts';
import { heardTag } from '../shared/emotions.ts';
import { csv } from '../shared/pure/csv.ts';
import { decimal, percent, seconds } from '../shared/pure/format.ts';
import { dimensionNames, shortReasons } from '../shared/reasons.ts';
import { type Column, sortedTable } from '../shared/table.ts';
import type { Item } from './items.ts';

const order = { column: -1, down: false };

/** Several recordings as a table: a name opens its row's recording. */
export function files(items: readonly Item[], shown: Item | null, open: (item: Item) => void, clear: () => void): HTMLElement {
  const labels = [...new Set(items.flatMap((i) => Object.keys(i.prediction?.scores ?? {})))];
  const names = dimensionNames(items.map((i) => i.prediction));
  const columns: Column<Item>[] = [
    { title: 'Recording', text: true, key: (i) => i.file.name, cell: (i) => h('button', { type: 'button', 'aria-current': i === shown ? 'true' : null, onclick: () => open(i) }, i.file.name) },
    { title: 'Answer', text: true, key: (i) => i.prediction?.emotion ?? null, cell: answer },
    { title: 'Sure', key: sure, cell: (i) => (sure(i) == null ? '–' : percent(sure(i)!)) },
    { title: 'Uncertain because', text: true, key: (i) => i.prediction?.uncertainBecause.join() ?? null, cell: (i) => (i.prediction && shortReasons(i.prediction)) || '–' },
    { title: 'Length', key: (i) => i.prediction?.durationSeconds ?? null, cell: (i) => (i.prediction ? seconds(i.prediction.durationSeconds) : '–') },
    ...names.map((name): Column<Item> => ({ title: name, key: (i) => i.prediction?.dimensions?.[name] ?? null, cell: (i) => decimal(i.prediction?.dimensions?.[name]) })),
    ...labels.map((label): Column<Item> => ({ title: label, key: (i) => i.prediction?.scores[label] ?? null, cell: (i) => (i.prediction ? percent(i.prediction.scores[label] ?? 0) : '–') })),
  ];
  return h('section', { 'aria-labelledby': 'recordings' },
    h('h2', { id: 'recordings' }, 'Recordings'),
    sortedTable(`${items.length} recordings; a name opens one, a title sorts.`, columns, items, order, (i) => i === shown),
    h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => download('answers.csv', asCsv(items, labels, names), 'text/csv') }, 'Download CSV'),
      h('button', { type: 'button', onclick: clear }, 'Clear')));
}

/** How sure the answer is; where nobody speaks there is none. */
function sure({ prediction: p }: Item): number | null {
  return p?.emotion == null ? null : p.confidence;
}

function answer(item: Item): Node {
  if (item.error) return h('span', { class: 'said' }, item.error);
  if (!item.prediction) return h('span', { class: 'busy' }, 'waiting');
  return heardTag(item.prediction, item.prediction.uncertain ? ' (uncertain)' : '');
}

/** The table as a file, with the columns of `undertone predict --csv` that a page has. */
function asCsv(items: readonly Item[], labels: readonly string[], names: readonly string[]): string {
  const head = ['file', 'durationSeconds', 'speech', 'emotion', 'confidence', 'uncertain', 'uncertainBecause', ...labels, ...names, 'error'];
  return csv([head, ...items.map(({ file, prediction: p, error }) => (p
    ? [file.name, p.durationSeconds, p.speech, p.emotion, p.confidence, p.uncertain, p.uncertainBecause.join(' '), ...labels.map((l) => p.scores[l] ?? null), ...names.map((n) => p.dimensions?.[n] ?? null), error]
    : [file.name, null, null, null, null, null, null, ...labels.map(() => null), ...names.map(() => null), error]))]);
}
