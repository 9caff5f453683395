import type { Evidence } from './provider.ts';
import type { Schema } from './wire.ts';

/** What is known of one message: the manual's page on it, kept apart from what a running session needs. */
export interface CatalogueEntry {
  /** The provider's own name for it. */
  readonly type: string;
  /** Flinks: `user` or `api`. The others: the section of the document. */
  readonly kind: string;
  readonly evidence: Evidence;
  /** Where the evidence is found. */
  readonly source: string;
  readonly description: string;
  /** The schema of the message as posted. */
  readonly schema: Schema;
  /** Messages as posted; at least one, each valid. */
  readonly samples: readonly [unknown, ...unknown[]];
}

/** The page on a message, without what the schemas already know. */
export type CatalogueText = Omit<CatalogueEntry, 'type' | 'schema'>;
