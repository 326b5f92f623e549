import type { Explanation, Prediction } from '../shared/contract.ts';

/** A recording that was brought, and what became of it. */
export interface Item {
  file: File;
  prediction: Prediction | null;
  explanation: Explanation | null;
  error: string | null;
}

/** The voice and step that all of them were answered with last; where others are chosen meanwhile, they are answered again. */
export const answeredWith = { voice: '', step: '' };

/** What was brought: it stays while the page is open, whatever view one looks at. */
export const items: Item[] = [];

/** Brings a recording from another view; the view `try` shows it when it is opened. */
export function bring(file: File): void {
  items.push({ file, prediction: null, explanation: null, error: null });
}
