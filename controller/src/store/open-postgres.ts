import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Client, ClientConfig, Pool } from 'pg';
import { changeSettings } from './change-settings.ts';
import { checkVersion } from './check-version.ts';
import { migrate } from './migrate.ts';
import type { PostgresStore, Queryable } from './store.ts';
import { StoreError, textOfCause } from './store-error.ts';
import type { Tables } from './tables.ts';

const CONNECTIONS = 10;

/**
 * What the server does with sessions that have come to nothing. One that stands still in the middle of a transaction
 * keeps others from going on, and so does one whose other end is gone or takes no answers.
 */
const settings = {
  statement_timeout: '60s',
  idle_in_transaction_session_timeout: '15s',
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '30s',
};

/** The server gives up first, so that it can say why. */
const QUERY_TIMEOUT_MS = 75_000;

/** A migration takes as long as it takes, unless its process has stopped. */
const migrationSettings = {
  idle_in_transaction_session_timeout: '60s',
  idle_session_timeout: '60s',
};

/**
 * Opens a database of a PostgreSQL server and brings it up to date.
 * @throws {StoreError}
 */
export async function openPostgres(connectionString: string): Promise<PostgresStore> {
  // Loaded only where it is used: the embedded database is the common case, and start-up time counts.
  const { Client, Pool } = await import('pg');
  const config: ClientConfig = {
    connectionString,
    application_name: 'souk',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
  await prepare(
    new Pool({ ...config, max: 1, onConnect: (client) => changeSettings(client, migrationSettings) }),
  );
  const pool = new Pool({
    ...config,
    max: CONNECTIONS,
    query_timeout: QUERY_TIMEOUT_MS,
    onConnect: (client) => changeSettings(client, settings),
  });
  // Without listeners, the end of a connection that nobody is asking would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgres',
    db,
    connect: (name) => connect(new Client({ ...config, application_name: name })),
    lost: new Promise(() => {}),
    close: () => db.destroy(),
  };
}

/** Checks the server and applies the migrations that its database lacks; replicas that do so at once wait for each other. */
async function prepare(pool: Pool): Promise<void> {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    checkVersion(await readVersion(db));
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

async function readVersion(db: Queryable): Promise<string> {
  try {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
    return rows[0]?.server_version ?? '';
  } catch (cause) {
    throw new StoreError('unreachable', `The database does not answer: ${textOfCause(cause)}`, { cause });
  }
}

async function connect(client: Client): Promise<Client> {
  client.on('error', () => {});
  await client.connect();
  return client;
}
