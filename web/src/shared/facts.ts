import { json } from './api.ts';
import type { StudioFacts } from './contract.ts';

let facts: Promise<StudioFacts> | null = null;

/** What this service offers, asked for once. */
export function studioFacts(): Promise<StudioFacts> {
  facts ??= json<StudioFacts>('v1/studio').catch((e: unknown) => {
    facts = null;
    throw e;
  });
  return facts;
}
