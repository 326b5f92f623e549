import { fill, h } from './dom.ts';

/** A column: its title, what stands in a row's cell, and by what rows are sorted. */
export interface Column<T> {
  title: string;
  text?: boolean;
  cell(row: T): Node | string;
  key(row: T): string | number | null;
}

/** A table whose columns sort it by buttons in their heads; `open` tells the row that is shown elsewhere. Rows without a value stand last either way. */
export function sortedTable<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[], sort: { column: number; down: boolean }, open?: (row: T) => boolean): HTMLElement {
  const body = h('tbody');
  const heads = columns.map((column, i) => h('th', { scope: 'col', class: column.text ? 'text' : '' },
    h('button', { type: 'button', onclick: () => {
      sort.down = sort.column === i ? !sort.down : !column.text;
      sort.column = i;
      draw();
    } }, column.title)));
  function draw(): void {
    heads.forEach((head, i) => {
      const on = sort.column === i;
      if (on) head.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
      head.querySelector('button')!.textContent = columns[i].title + (on ? (sort.down ? ' ↓' : ' ↑') : '');
    });
    const by = columns[sort.column];
    const ordered = by ? [...rows].sort((a, b) => compare(by.key(a), by.key(b), sort.down)) : rows;
    fill(body, ordered.map((row) => h('tr', { class: open?.(row) ? 'open' : null }, columns.map((column, i) => (i === 0
      ? h('th', { scope: 'row' }, column.cell(row))
      : h('td', { class: column.text ? 'text' : '' }, column.cell(row)))))));
  }
  draw();
  return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption },
    h('table', { class: 'wide' }, h('caption', null, caption), h('thead', null, h('tr', null, heads)), body));
}

function compare(a: string | number | null, b: string | number | null, down: boolean): number {
  if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1;
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true });
  return down ? -order : order;
}
