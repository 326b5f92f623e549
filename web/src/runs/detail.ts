import { ask, reason } from '../shared/api.ts';
import type { TrainingDetail } from '../shared/contract.ts';
import { announce, fill, h } from '../shared/dom.ts';
import { count, moment } from '../shared/pure/format.ts';
import { Clips } from './clips.ts';
import { confusion } from './confusion.ts';
import { Curves } from './curves.ts';
import { classes, scores } from './scores.ts';
import { speakers } from './speakers.ts';
import { dataName, protocolName, stateName } from './words.ts';

const everyMs = 2000;

/** A run, read again every two seconds while it is running. Returns what ends that. */
export function detail(root: HTMLElement, name: string): () => void {
  const facts = h('dl', { class: 'facts' });
  const trouble = h('div');
  const evaluation = h('div');
  const curves = new Curves();
  const clips = new Clips(name);
  let seen = '';
  let state = '';
  let timer = 0;
  let over = false;

  async function read(): Promise<void> {
    try {
      const text = await (await ask(`v1/trainings/${encodeURIComponent(name)}`)).text();
      if (over) return;
      fill(trouble);
      const run = JSON.parse(text) as TrainingDetail;
      if (text !== seen) show(run);
      seen = text;
      if (run.state === 'running') timer = window.setTimeout(() => { void read(); }, everyMs);
    } catch (e) {
      if (over) return;
      fill(trouble, h('div', { class: 'notice bad', role: 'alert' }, h('p', null, reason(e))));
      // A run that could be read before is asked for again: the service may be starting anew.
      if (state === 'running') timer = window.setTimeout(() => { void read(); }, everyMs * 5);
    }
  }

  function show(run: TrainingDetail): void {
    const epochs = run.folds.reduce((n, f) => n + f.epochs.length, 0);
    const about: [string, string][] = [
      ['State', stateName(run)], ['Kind', run.kind], ['Recipe', run.recipe ?? '–'], ['Data', dataName(run)], ['Protocol', protocolName(run)],
      ['Seed', run.seed == null ? '–' : String(run.seed)], ['Begun', moment(run.created)],
    ];
    if (run.folds.length > 0) about.push(['Epochs', `${epochs} in ${count(run.folds.length, 'fold')}`]);
    if (run.tags.length > 0) about.push(['Tags', run.tags.join(', ')]);
    if (run.note) about.push(['Note', run.note]);
    fill(facts, about.map(([term, value]) => h('div', null, h('dt', null, term), h('dd', null, value))));
    if (state !== '' && state !== run.state) announce(`The run is ${run.state}.`);
    const first = state === '';
    state = run.state;
    curves.show(run.folds);
    if (!run.evaluation) {
      fill(evaluation, run.state === 'running' && h('p', { class: 'hint' }, 'Scores come when all folds are trained.'));
      return;
    }
    if (!first && evaluation.childElementCount > 1) return;
    const e = run.evaluation;
    fill(evaluation, scores(e), h('div', { class: 'two wide-first' }, confusion(e, (truth, answer) => { void clips.show(truth === answer ? `Clips: ${truth}, answered right` : `Clips: ${truth}, answered as ${answer}`, { truth, answer }); }), classes(e)),
      h('div', { class: 'actions after' }, h('button', { type: 'button', onclick: () => { void clips.show('All mistakes', { wrong: 'true' }); } }, 'Listen to all mistakes')),
      clips.element,
      speakers(e, (speaker) => { void clips.show(`Mistakes of ${speaker}`, { speaker, wrong: 'true' }); }));
  }

  root.append(
    h('p', { class: 'crumb' }, h('a', { href: '#/runs' }, 'All runs')),
    h('h1', { tabindex: '-1' }, name),
    trouble, h('section', { 'aria-label': 'The run' }, facts), curves.element, evaluation);
  void read();
  return () => {
    over = true;
    window.clearTimeout(timer);
    curves.destroy();
    clips.destroy();
  };
}
