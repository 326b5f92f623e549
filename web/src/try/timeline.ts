import type { Segment } from '../shared/contract.ts';
import { h, vars } from '../shared/dom.ts';
import { colorOf } from '../shared/emotions.ts';
import { percent, span } from '../shared/pure/format.ts';
import { type Part, runs } from '../shared/pure/segments.ts';
import type { Player } from './waveform.ts';

/** The answers in the order of time, each a button that plays its part. */
export function timeline(segments: readonly Segment[], player: Player): HTMLElement {
  const parts = runs(segments);
  const buttons = parts.map((part) => h(
    'button', { type: 'button', 'aria-label': `Play ${span(part.startSeconds, part.endSeconds)}: ${said(part)}`, title: said(part),
      onclick: () => player.play(part.startSeconds, part.endSeconds) },
    part.emotion ?? 'no speech', h('br'), part.emotion == null || part.confidence == null ? '' : percent(part.confidence)));
  player.onTime((seconds) => {
    parts.forEach((part, i) => {
      const now = seconds > 0 && seconds >= part.startSeconds && seconds < part.endSeconds;
      buttons[i].classList.toggle('now', now);
    });
  });
  return h('ol', { class: 'timeline', 'aria-label': 'Timeline of answers' }, parts.map((part, i) => vars(
    h('li', { class: part.uncertain ? 'doubt' : '' }, buttons[i]),
    { '--length': part.endSeconds - part.startSeconds, '--color': colorOf(part.speech ? part.emotion : null) })));
}

function said(part: Part): string {
  if (part.emotion == null) return 'no speech';
  return `${part.emotion}${part.confidence == null ? '' : `, ${percent(part.confidence)}`}${part.uncertain ? ', uncertain' : ''}`;
}
