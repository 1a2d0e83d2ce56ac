import type { Kysely, Transaction } from 'kysely';
import type { Client } from 'pg';
import type { StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

/** An open database, migrated to what this version expects. */
export type Store = EmbeddedStore | PostgresStore;

/** A database of this process alone. */
export interface EmbeddedStore extends StoreParts {
  readonly kind: 'pglite';
}

/** A database that other replicas may share. */
export interface PostgresStore extends StoreParts {
  readonly kind: 'postgres';
  /**
   * Opens a connection outside the pool, for what belongs to one session, such as a lock. Whoever asks for it listens
   * for its end and closes it; errors between two queries are told by its end alone.
   *
   * @param name what the server shows it as
   */
  connect(name: string): Promise<Client>;
}

interface StoreParts {
  readonly db: Kysely<Tables>;
  /**
   * Resolves when the database is gone for good and only a new process can open it. A server that stops is not: the
   * next query opens a new connection, and says what is wrong when it can't.
   */
  readonly lost: Promise<StoreError>;
  close(): Promise<void>;
}

/** The database, or a transaction on it: what a single SQL operation needs. */
export type Queryable = Kysely<Tables> | Transaction<Tables>;
