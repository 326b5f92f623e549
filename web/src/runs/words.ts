import type { Evaluation, Training } from '../shared/contract.ts';
import { list } from '../shared/pure/format.ts';

const protocols: Record<string, string> = {
  'speaker-kfold': 'folds of speakers',
  loso: 'one speaker left out at a time',
  'leave-one-corpus-out': 'one corpus left out at a time',
  partition: 'the parts that its publishers named',
  'leave-one-partition-out': 'one part of the corpus left out at a time',
  split: 'a split from a file',
  random: 'utterances drawn at random',
  none: 'not tested',
  fixed: 'a finished model',
};

/** The protocol's name in a few words. */
export function protocolName(t: Training): string {
  const name = typeof t.protocol === 'string' ? t.protocol : t.protocol?.name;
  return name == null ? '–' : protocols[name.split(':')[0]] ?? name;
}

/** The protocol in sentences: how it was tested, and what that makes of the scores. */
export function protocolWords(e: Evaluation): { text: string; good: boolean } {
  const p = e.protocol;
  const how: Record<string, string> = {
    'speaker-kfold': `It was tested in ${p.folds ?? 'several'} folds of speakers`,
    loso: 'It was tested on one speaker at a time, trained on all others',
    'leave-one-corpus-out': 'It was tested on one corpus at a time, trained on all others',
    partition: 'It was tested on the part that its publishers named for testing',
    'leave-one-partition-out': 'It was tested on one part of the corpus at a time, trained on all others',
    random: 'It was tested on utterances drawn at random',
  };
  const begin = how[p.name] ?? `It was tested by the protocol ${p.name}`;
  return p.speakerIndependent === false
    ? { text: `${begin}: speakers that are tested were heard in training, too. With new voices it is right less often than these scores say.`, good: false }
    : { text: `${begin}: nobody who is tested was heard in training. ${e.utterances} utterances of ${e.speakers} speakers.`, good: true };
}

/** Where a run stands. */
export function stateName(t: Training): string {
  return t.state === 'running' ? 'running …' : t.state;
}

/** What a run was trained on. */
export function dataName(t: Training): string {
  return t.data.length === 0 ? '–' : list(t.data);
}
