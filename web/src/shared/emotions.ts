import { h, vars } from './dom.ts';
import { heard } from './pure/segments.ts';

/** The order of the words in label sets; reports colour their lines in the same order. */
const words = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised', 'bored'];

/** The colour of an emotion, as a CSS value; other words take colours by their letters. */
export function colorOf(emotion: string | null): string {
  if (emotion == null) return 'var(--silence)';
  const at = words.indexOf(emotion);
  const other = [...emotion].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % words.length, 7);
  return `var(--c${at < 0 ? other : at})`;
}

/** A spot of an emotion's colour; the word stands beside it. */
export function swatch(emotion: string | null): HTMLElement {
  return vars(h('span', { class: 'swatch', 'aria-hidden': 'true' }), { '--color': colorOf(emotion) });
}

/** An emotion's word with its color; not broken over lines. */
export function tag(emotion: string, more = ''): HTMLElement {
  return h('span', { class: 'tag' }, swatch(emotion), emotion + more);
}

/** The word for what was heard in a part, with its color. */
export function heardTag(part: { speech: boolean; emotion: string | null }, more = ''): HTMLElement {
  return h('span', { class: 'tag' }, swatch(part.speech ? part.emotion : null), heard(part) + more);
}

/** "sounds angry" reads well for all words but nouns. */
export function sounds(emotion: string): string {
  return emotion === 'disgust' ? 'sounds disgusted' : `sounds ${emotion}`;
}
