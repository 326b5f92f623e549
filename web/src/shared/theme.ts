import { h } from './dom.ts';

const name = 'undertone.theme';
const listeners = new Set<() => void>();

/** Calls back when light turns dark or dark light; pictures on canvas are then drawn anew. Returns what ends it. */
export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A colour of the style sheet as it is now, for canvas: "--muted" or "var(--c3)". */
export function cssColor(value: string): string {
  const probe = document.getElementById('announcer')!;
  probe.style.color = value.startsWith('--') ? `var(${value})` : value;
  const color = getComputedStyle(probe).color;
  probe.style.removeProperty('color');
  return color;
}

/** The switch in the page's head: as the system has it, light, or dark. */
export function themeSwitch(): HTMLElement {
  const select = h('select', { 'aria-label': 'Colors', onchange: () => choose(select.value) },
    ...[['system', 'System colors'], ['light', 'Light'], ['dark', 'Dark']].map(([value, text]) => h('option', { value }, text)));
  select.value = localStorage.getItem(name) ?? 'system';
  apply(select.value);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  return select;
}

function choose(value: string): void {
  localStorage.setItem(name, value);
  apply(value);
  tell();
}

function apply(value: string): void {
  if (value === 'light' || value === 'dark') document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
}

function tell(): void {
  for (const listener of listeners) listener();
}
