import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UsageClientError } from './usage-client-error.ts';

/** SQLite closes a handle that is collected as garbage, and the lock goes with it: this keeps them reachable. */
const held = new Set<DatabaseSync>();

/**
 * Takes a folder for this client alone. The lock is the operating system's own, held through SQLite on an empty database:
 * the kernel drops it with the process, SIGKILL included.
 *
 * @returns the way to let go
 * @throws {UsageClientError} `in-use`, `not-writable`
 */
export function lockSpool(folder: string): () => void {
  const lock = openLock(folder);
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new UsageClientError(
      'in-use',
      `The folder ${folder} is in use by another usage client: give each process a folder of its own.`,
      { cause },
    );
  }
  held.add(lock);
  return () => {
    if (held.delete(lock)) lock.close();
  };
}

function openLock(folder: string): DatabaseSync {
  try {
    const path = join(folder, 'spool.lock');
    const lock = new DatabaseSync(path, { timeout: 0 });
    chmodSync(path, 0o600);
    return lock;
  } catch (cause) {
    throw new UsageClientError('not-writable', `The folder ${folder} can't be written: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
