import type { Evaluation } from '../shared/contract.ts';
import { h } from '../shared/dom.ts';
import { interval, percent, score } from '../shared/pure/format.ts';
import { sortedTable } from '../shared/table.ts';

/** Who it works for: scores by speaker, worst first; a button opens a speaker's mistakes. */
export function speakers(e: Evaluation, open: (speaker: string) => void): HTMLElement {
  return h('section', { 'aria-labelledby': 'speakers' },
    h('h2', { id: 'speakers' }, 'Who it works for'),
    sortedTable('Scores by speaker; a title sorts.', [
      { title: 'Speaker', text: true, key: (s) => s.speaker, cell: (s) => s.speaker },
      { title: 'UAR', key: (s) => s.uar, cell: (s) => score(s.uar) },
      { title: '95 % interval', key: (s) => s.uarInterval?.[0] ?? null, cell: (s) => interval(s.uarInterval) },
      { title: 'Accuracy', key: (s) => s.accuracy, cell: (s) => percent(s.accuracy) },
      { title: 'Utterances', key: (s) => s.utterances, cell: (s) => String(s.utterances) },
      { title: 'Mistakes', key: (s) => Math.round(s.utterances * (1 - s.accuracy)), cell: (s) => mistakes(s, open) },
    ], e.perSpeaker, { column: 1, down: false }));
}

function mistakes(s: Evaluation['perSpeaker'][number], open: (speaker: string) => void): Node | string {
  const wrong = Math.round(s.utterances * (1 - s.accuracy));
  return wrong === 0 ? '0' : h('button', { type: 'button', 'aria-label': `Show ${wrong} mistakes of ${s.speaker}`, onclick: () => open(s.speaker) }, wrong);
}
