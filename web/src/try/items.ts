import type { Explanation, Prediction } from '../shared/contract.ts';

/** A recording that was brought, and what became of it. */
export interface Item {
  file: File;
  prediction: Prediction | null;
  explanation: Explanation | null;
  error: string | null;
}

/** What was brought: it stays while the page is open, whatever view one looks at. */
export const items: Item[] = [];

/** Brings a recording from another view; the view `try` shows it when it is opened. */
export function bring(file: File): void {
  items.push({ file, prediction: null, explanation: null, error: null });
}
