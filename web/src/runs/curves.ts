import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import type { Epoch, TrainingDetail } from '../shared/contract.ts';
import { fill, h, vars } from '../shared/dom.ts';
import { score } from '../shared/pure/format.ts';
import { meanByEpoch } from '../shared/pure/curves.ts';
import { cssColor, onTheme } from '../shared/theme.ts';

type Folds = TrainingDetail['folds'];
interface Measure { name: string; color: string; dash: number[]; of: (e: Epoch) => number | null | undefined }

/** Learning curves of all folds; new epochs are drawn when they come. */
export class Curves {
  readonly element = h('section', { 'aria-labelledby': 'curves' });
  private folds: Folds = [];
  private charts: Chart[] = [];
  private readonly endTheme = onTheme(() => this.draw());

  show(folds: Folds): void {
    this.folds = folds.filter((f) => f.epochs.length > 0);
    this.draw();
  }

  destroy(): void {
    this.endTheme();
    for (const chart of this.charts) chart.destroy();
  }

  private draw(): void {
    for (const chart of this.charts) chart.destroy();
    this.charts = [];
    const open = this.element.querySelector('details')?.open ?? false;
    this.element.hidden = this.folds.length === 0;
    if (this.folds.length === 0) return fill(this.element);
    const watched = this.folds.some((f) => f.epochs.some((e) => e.watchedOnly));
    const other = watched ? 'watched' : 'validation';
    const loss: Measure[] = [
      { name: 'training loss', color: '--c0', dash: [], of: (e) => e.trainLoss },
      { name: `${other} loss`, color: '--c1', dash: [7, 5], of: (e) => e.validationLoss },
    ];
    const shares: Measure[] = [
      { name: 'training accuracy', color: '--c0', dash: [], of: (e) => e.trainAccuracy },
      { name: `${other} accuracy`, color: '--c1', dash: [7, 5], of: (e) => e.validationAccuracy },
      { name: `${other} UAR`, color: '--c2', dash: [10, 4, 2, 4], of: (e) => e.validationUar },
    ];
    this.charts = [new Chart('Loss', loss, this.folds), new Chart('Accuracy and UAR', shares, this.folds)];
    fill(this.element,
      h('h2', { id: 'curves' }, 'Learning curves'),
      h('p', { class: 'hint' }, this.folds.length === 1 ? 'One training.' : `Bold: the mean of ${this.folds.length} folds. Thin: each fold.`,
        watched ? ' "Watched" are the fold’s tested speakers: nothing was chosen by them, and the number of epochs must not be, either.' : ''),
      h('div', { class: 'two' }, this.charts.map((c) => c.element)), table([...loss, ...shares], this.folds, open));
    for (const chart of this.charts) chart.mount();
  }
}

/** The means by epoch as a table: for those who cannot see the lines, and for exact numbers. */
function table(measures: readonly Measure[], folds: Folds, open: boolean): HTMLElement {
  const means = measures.map((m) => meanByEpoch(folds.map((f) => f.epochs), m.of));
  const epochs = [...means[0].keys()];
  return h('details', open ? { open: true } : null, h('summary', null, 'The curves as a table'),
    h('div', { class: 'scroll tall', tabindex: '0', role: 'group', 'aria-label': 'The curves as a table' },
      h('table', null, h('thead', null, h('tr', null, h('th', { scope: 'col', class: 'text' }, 'Epoch'), measures.map((m) => h('th', { scope: 'col' }, m.name)))),
        h('tbody', null, epochs.map((epoch) => h('tr', null, h('th', { scope: 'row' }, epoch), means.map((m) => h('td', null, score(m.get(epoch))))))))));
}

class Chart {
  readonly element: HTMLElement;
  private readonly holder = h('div', { class: 'chart' });
  private readonly reading = h('p', { class: 'hint reading' });
  private readonly measures: readonly Measure[];
  private readonly folds: Folds;
  private plot: uPlot | null = null;
  private observer: ResizeObserver | null = null;

  constructor(title: string, measures: readonly Measure[], folds: Folds) {
    this.measures = measures;
    this.folds = folds;
    this.holder.setAttribute('role', 'img');
    this.holder.setAttribute('aria-label', `${title} by epoch; the table below has the numbers`);
    this.element = h('div', null, h('h3', null, title),
      h('ul', { class: 'lines' }, measures.map((m) => vars(h('li', { class: m.dash.length === 0 ? '' : m.dash.length === 2 ? 'dash' : 'dashdot' }, m.name), { '--color': `var(${m.color})` }))),
      this.holder, this.reading);
  }

  mount(): void {
    const means = this.measures.map((m) => meanByEpoch(this.folds.map((f) => f.epochs), m.of));
    const epochs = [...means[0].keys()];
    const data: (number | null)[][] = [epochs];
    const series: uPlot.Series[] = [{}];
    this.measures.forEach((m, i) => {
      const color = cssColor(m.color);
      if (this.folds.length > 1) {
        for (const fold of this.folds) {
          const known = new Map(fold.epochs.map((e) => [e.epoch, m.of(e) ?? null]));
          data.push(epochs.map((e) => known.get(e) ?? null));
          series.push({ stroke: color, width: 1, alpha: 0.35, points: { show: false } });
        }
      }
      data.push(epochs.map((e) => means[i].get(e) ?? null));
      series.push({ stroke: color, width: 2.5, dash: m.dash, points: { show: epochs.length === 1 } });
    });
    const axis: uPlot.Axis = { stroke: cssColor('--muted'), grid: { stroke: cssColor('--line'), width: 1 }, ticks: { stroke: cssColor('--line'), width: 1 }, font: '12px system-ui, sans-serif' };
    this.plot = new uPlot({
      width: Math.max(240, this.holder.clientWidth), height: 260, legend: { show: false }, cursor: { y: false, points: { show: false } },
      scales: { x: { time: false } },
      axes: [{ ...axis, label: 'epoch', labelFont: '12px system-ui, sans-serif', labelSize: 18, size: 32, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] }, { ...axis, size: 48 }], series,
      hooks: { setCursor: [(u) => this.read(u.cursor.idx ?? null, epochs, means)] },
    }, data as uPlot.AlignedData, this.holder);
    this.read(null, epochs, means);
    this.observer = new ResizeObserver(() => this.plot?.setSize({ width: Math.max(240, this.holder.clientWidth), height: 260 }));
    this.observer.observe(this.holder);
  }

  destroy(): void {
    this.observer?.disconnect();
    this.plot?.destroy();
  }

  private read(index: number | null, epochs: readonly number[], means: readonly Map<number, number | null>[]): void {
    const at = index ?? epochs.length - 1;
    this.reading.textContent = `Epoch ${epochs[at]}: ${this.measures.map((m, i) => `${m.name} ${score(means[i].get(epochs[at]))}`).join(', ')}`;
  }
}
