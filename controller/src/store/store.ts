import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** An open database, migrated to what this version expects. */
export interface Store {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** The database, or a transaction on it: what a single SQL operation needs. */
export type Queryable = Kysely<Tables> | Transaction<Tables>;
