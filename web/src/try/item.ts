import type { Explanation, Prediction } from '../shared/contract.ts';

/** A recording that was brought, and what became of it. */
export interface Item {
  file: File;
  prediction: Prediction | null;
  explanation: Explanation | null;
  error: string | null;
}
