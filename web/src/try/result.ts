import type { Answered, Explanation, Scored } from '../shared/contract.ts';
import { Bars } from '../shared/bars.ts';
import { h } from '../shared/dom.ts';
import { swatch, heardTag } from '../shared/emotions.ts';
import { decimal, percent, span } from '../shared/pure/format.ts';
import { answerOf, dimensionNames, reasonsOf, sentenceCase, shortReasons } from '../shared/reasons.ts';
import { hears } from './hears.ts';
import { quality } from './quality.ts';
import { timeline } from './timeline.ts';
import { waveform } from './waveform.ts';

/** All that is known of one recording. */
export function result(file: File, e: Answered | Explanation, occlude: () => Promise<Explanation>): { element: HTMLElement; destroy: () => void } {
  const p = e.prediction;
  const player = waveform(file, e);
  const picture = 'spectrogram' in e ? hears(e, player, occlude) : null;
  const bars = new Bars(true);
  bars.show(p.scores, p.emotion);
  const reasons = reasonsOf(p);
  const shares = Object.keys(p.scores).length > 0 && h('div', null, h('h3', null, 'How much of each'), bars.element,
    h('p', { class: 'hint' }, `${e.model.name} ${e.model.version} gives each emotion a share; together they make 100 %.`));
  const answer = h('section', { 'aria-labelledby': 'answer' },
    h('h2', { id: 'answer' }, file.name),
    h('p', { class: 'verdict' }, swatch(p.emotion), h('span', null, sentenceCase(answerOf(p)))),
    !picture && h('p', { class: 'hint' }, 'Answered in this browser: the recording did not leave this computer.'),
    p.voice && h('p', { class: 'hint' }, `Relative to the voice ${p.voice.name} (${p.voice.clips} clips).`),
    reasons.length > 0 && h('div', { class: 'notice warn' }, h('p', null, 'Uncertain, because:'), h('ul', null, reasons.map((r) => h('li', null, r)))),
    !p.speech && h('div', { class: 'notice warn' }, h('p', null, 'Nobody speaks long enough in it, about a third of a second; the numbers below say nothing.')),
    h('div', { class: 'two' },
      h('div', null, shares, dimensions(p, e.model)),
      h('div', null, h('h3', null, 'The recording'), quality(p))),
    h('h3', null, 'Listen'), player.element,
    p.segments && p.segments.length > 0 ? [shares && timeline(p.segments, player), table(p.segments)] : null);
  return {
    element: h('div', null, answer, picture?.element),
    destroy: () => {
      picture?.destroy();
      player.destroy();
    },
  };
}

/** Where the recording stands on each dimension, in the scale of the data that the model learnt from; nothing where it learnt none. */
function dimensions(p: Scored, model: Answered['model']): HTMLElement | null {
  const known = Object.entries(p.dimensions ?? {});
  return known.length === 0 ? null : h('div', null, h('h3', null, 'Dimensions'),
    h('dl', { class: 'facts' }, known.map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, decimal(value))))),
    h('p', { class: 'hint' }, `Numbers as in the data that ${model.name} ${model.version} learnt from.`));
}

function table(segments: NonNullable<Answered['prediction']['segments']>): HTMLElement {
  const names = dimensionNames(segments);
  const telling = segments.some((s) => Object.keys(s.scores).length > 0);
  const columns = ['Time', telling ? 'Emotion' : 'Heard', ...(telling ? ['Sure'] : []), ...names, 'Uncertain because'];
  return h('details', null, h('summary', null, 'The timeline as a table'),
    h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'The timeline as a table' },
      h('table', null, h('thead', null, h('tr', null, columns.map((t) => h('th', { class: 'text', scope: 'col' }, t)))),
        h('tbody', null, segments.map((s) => h('tr', null,
          h('th', { scope: 'row' }, span(s.startSeconds, s.endSeconds)),
          h('td', { class: 'text' }, heardTag(s)),
          telling && h('td', null, s.emotion == null || s.confidence == null ? '–' : percent(s.confidence)),
          names.map((name) => h('td', null, decimal(s.dimensions?.[name]))),
          h('td', { class: 'text' }, shortReasons(s) || '–')))))));
}
