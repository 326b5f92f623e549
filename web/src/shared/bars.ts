import { h, vars } from './dom.ts';
import { colorOf, swatch } from './emotions.ts';
import { percent } from './pure/format.ts';

/** The scores of all emotions as bars with their numbers, the largest first, or in the model's order where they change while one looks. */
export class Bars {
  readonly element = h('ul', { class: 'bars', 'aria-label': 'Scores of all emotions' });
  private readonly sorted: boolean;

  constructor(sorted: boolean) {
    this.sorted = sorted;
  }

  show(scores: Record<string, number>, answer: string | null): void {
    const entries = Object.entries(scores);
    if (this.sorted) entries.sort((a, b) => b[1] - a[1]);
    const known = new Map([...this.element.children].map((row) => [(row as HTMLElement).dataset.emotion, row as HTMLElement]));
    const rows = entries.map(([emotion, score]) => {
      const row = known.get(emotion) ?? Bars.row(emotion);
      row.classList.toggle('first', emotion === answer);
      row.querySelector('.value')!.textContent = percent(score);
      return vars(row, { '--share': score });
    });
    if (rows.length !== this.element.children.length || rows.some((r, i) => r !== this.element.children[i])) {
      this.element.replaceChildren(...rows);
    }
  }

  private static row(emotion: string): HTMLElement {
    return vars(
      h('li', { 'data-emotion': emotion },
        h('span', { class: 'name' }, swatch(emotion), emotion),
        h('span', { class: 'track', 'aria-hidden': 'true' }, h('span', { class: 'bar' })),
        h('span', { class: 'value' })),
      { '--color': colorOf(emotion) });
  }
}
