import type { Answered, Prediction } from '../shared/contract.ts';

/** A recording that was brought, and what became of it. */
export interface Item {
  file: File;
  prediction: Prediction | null;
  answered: Answered | null;
  error: string | null;
}

/** Where, and with which voice and step, all of them were answered last; where others are chosen meanwhile, they are answered again. */
export const answeredWith = { here: false, voice: '', step: '' };

/** What was brought: it stays while the page is open, whatever view one looks at. */
export const items: Item[] = [];

/** Brings a recording from another view; the view `try` shows it when it is opened. */
export function bring(file: File): void {
  items.push({ file, prediction: null, answered: null, error: null });
}
