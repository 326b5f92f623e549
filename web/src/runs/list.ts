import { json, reason } from '../shared/api.ts';
import type { Training } from '../shared/contract.ts';
import { fill, h } from '../shared/dom.ts';
import { studioFacts } from '../shared/facts.ts';
import { moment, score } from '../shared/pure/format.ts';
import { sortedTable } from '../shared/table.ts';
import { dataName, protocolName, stateName } from './words.ts';

const everyMs = 5000;

/** All runs; the list is read again while one is running. Returns what ends that. */
export function list(root: HTMLElement): () => void {
  const body = h('div', null, h('p', { class: 'busy' }, 'Reading the runs …'));
  const order = { column: -1, down: false };
  let seen = '';
  let timer = 0;
  let over = false;

  async function read(): Promise<void> {
    try {
      if (!(await studioFacts()).trainings) {
        none('This service shows no runs.');
        return;
      }
      const { trainings } = await json<{ trainings: Training[] }>('v1/trainings');
      if (over) return;
      const text = JSON.stringify(trainings);
      if (text !== seen) draw(trainings);
      seen = text;
      if (trainings.some((t) => t.state === 'running')) timer = window.setTimeout(() => { void read(); }, everyMs);
    } catch (e) {
      if (over) return;
      fill(body, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
    }
  }

  function draw(trainings: readonly Training[]): void {
    if (trainings.length === 0) {
      none('There are no runs here yet.');
      return;
    }
    const focused = document.activeElement?.id;
    fill(body, h('section', { 'aria-label': 'Runs' }, sortedTable('Newest first; a title sorts.', [
      { title: 'Run', text: true, key: (t) => t.name, cell: (t) => h('a', { href: `#/runs/${encodeURIComponent(t.name)}` }, t.name) },
      { title: 'State', text: true, key: (t) => t.state, cell: (t) => h('span', { class: `tag state ${t.state}` }, stateName(t)) },
      { title: 'Kind', text: true, key: (t) => t.kind, cell: (t) => t.kind },
      { title: 'Recipe', text: true, key: (t) => t.recipe, cell: (t) => t.recipe ?? '–' },
      { title: 'UAR', key: (t) => t.uar, cell: (t) => score(t.uar) },
      { title: 'Accuracy', key: (t) => t.accuracy, cell: (t) => score(t.accuracy) },
      { title: 'Data', text: true, key: dataName, cell: dataName },
      { title: 'Tested by', text: true, key: protocolName, cell: protocolName },
      { title: 'Begun', key: (t) => t.created, cell: (t) => moment(t.created) },
      { title: 'Tags', text: true, key: (t) => t.tags.join(), cell: (t) => [...t.tags, t.note].filter((x) => x).join(', ') || '–' },
    ], trainings, order)), compare(trainings.filter((t) => t.uar != null)));
    if (focused) document.getElementById(focused)?.focus();
  }

  function none(text: string): void {
    fill(body, h('section', null,
      h('p', null, `${text} `, h('code', null, 'undertone train'), ' makes some; ', h('code', null, 'undertone serve --runs DIR'), ' shows those of a folder.')));
  }

  root.append(
    h('h1', { tabindex: '-1' }, 'Runs'),
    h('p', { class: 'lead' }, 'What was trained and tested: learning curves, scores, and every mistake to be heard. A run that is being trained is shown while it learns.'), body);
  void read();
  return () => {
    over = true;
    window.clearTimeout(timer);
  };
}

function compare(finished: readonly Training[]): HTMLElement | null {
  if (finished.length < 2) return null;
  const options = () => finished.map((t) => h('option', { value: t.name }, t.name));
  const a = h('select', { id: 'run-a' }, options());
  const b = h('select', { id: 'run-b' }, options());
  b.selectedIndex = 1;
  return h('section', { 'aria-labelledby': 'compare' },
    h('h2', { id: 'compare' }, 'Compare two runs'),
    h('div', { class: 'options' },
      h('div', { class: 'field' }, h('label', { for: 'run-a' }, 'Run A'), a),
      h('div', { class: 'field' }, h('label', { for: 'run-b' }, 'Run B'), b),
      h('button', { type: 'button', onclick: () => { location.hash = `#/runs?${new URLSearchParams({ a: a.value, b: b.value })}`; } }, 'Compare')));
}
