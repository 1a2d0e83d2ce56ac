import type { Kysely, Transaction } from 'kysely';
import type { Client } from 'pg';
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
   * Calls back when the server has ended a connection that nobody was using, as it does when it stops. The next query
   * opens a new one and says what is wrong when it can't. Returns the way to stop.
   */
  onLost(listener: (reason: Error) => void): () => void;
  close(): Promise<void>;
}

/** The database, or a transaction on it: what a single SQL operation needs. */
export type Queryable = Kysely<Tables> | Transaction<Tables>;
