import type { Prediction } from '../shared/contract.ts';
import { h } from '../shared/dom.ts';
import { hertz, seconds } from '../shared/pure/format.ts';

/** What is known of the recording, with what is flagged set apart. */
export function quality(p: Prediction): HTMLElement {
  const q = p.quality;
  const facts: [string, string, string, string][] = [
    ['Length', seconds(p.durationSeconds), '', ''],
    ['Speech in it', q.speechSeconds == null ? '–' : seconds(q.speechSeconds), 'little-speech', '0.5 s or more'],
    ['Level of the voice', q.levelDb == null ? '–' : `${q.levelDb.toFixed(0)} dB`, 'quiet', '-75 dB or more'],
    ['Voice over noise', q.snrDb == null ? '–' : `${q.snrDb.toFixed(0)} dB`, 'noisy', '15 dB or more'],
    ['Highest tones', q.bandwidthHz == null ? '–' : hertz(q.bandwidthHz), 'narrow-band', 'as far as the model hears'],
    ['Cut off by loudness', q.clippedShare == null ? '–' : `${(q.clippedShare * 100).toFixed(1)} %`, 'clipped', '0.5 % or less'],
  ];
  return h('dl', { class: 'facts' }, facts.map(([name, value, flag, good]) => {
    const flagged = q.flags.includes(flag);
    return h('div', { class: flagged ? 'flagged' : '' }, h('dt', null, name), h('dd', null, value, flagged && h('small', null, `wanted: ${good}`)));
  }));
}
