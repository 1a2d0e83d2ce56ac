import { StoreError } from './store-error.ts';

/** The first to end sessions that are idle, by which a leader that stands still loses its lock. */
const OLDEST_MAJOR = 14;

/**
 * @param version as the server says it, such as `17.2 (Debian 17.2-1)`
 * @throws {StoreError} `too-old`
 */
export function checkVersion(version: string): void {
  if (Number.parseInt(version, 10) >= OLDEST_MAJOR) return;
  throw new StoreError(
    'too-old',
    `The database runs on PostgreSQL ${version}; Souk needs ${OLDEST_MAJOR} or newer: update the server, or name another one in SOUK_DATABASE_URL.`,
  );
}
